import { additionDoor } from '../app/addition.ts';
import { type Options, Scaffold } from '../app/scaffold.ts';

/** yo hardened-container:deploy: what runs a project, added to one that is there. */
export default class extends Scaffold {
  constructor(words: string[], options: Options) {
    super(words, options, additionDoor('deploy'));
  }
}
