import { interviewOfAdoption } from '../../src/answers/adoption.ts';
import { fieldNames } from '../../src/answers/fields.ts';
import { adoptionOf } from '../../src/project/adoption.ts';
import { examine } from '../../src/source/detect.ts';
import { type Options, Scaffold } from '../app/scaffold.ts';

/** yo hardened-container:adopt: writes hardening/ for the program in the current folder. */
export default class extends Scaffold {
  constructor(words: string[], options: Options) {
    super(words, options, {
      takesName: false,
      fields: fieldNames.filter((name) => name !== 'name' && name !== 'source'),
      open: (given, current) => {
        const { destination, sure, guesses, notices } = adoptionOf(
          current,
          examine(current),
          given,
        );
        const interview = interviewOfAdoption(guesses);
        return { interview, destination, name: undefined, found: sure, notices };
      },
    });
  }
}
