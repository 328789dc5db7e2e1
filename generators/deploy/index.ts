import { additionDoor } from '../app/addition.ts';
import { type Options, Scaffold } from '../app/scaffold.ts';

/** yo hardened-container:deploy: adds deployment files to an existing project. */
export default class extends Scaffold {
  constructor(words: string[], options: Options) {
    super(words, options, additionDoor('deploy'));
  }
}
