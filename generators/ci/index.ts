import { additionDoor } from '../app/addition.ts';
import { type Options, Scaffold } from '../app/scaffold.ts';

/** yo hardened-container:ci: adds a pipeline to an existing project. */
export default class extends Scaffold {
  constructor(words: string[], options: Options) {
    super(words, options, additionDoor('ci'));
  }
}
