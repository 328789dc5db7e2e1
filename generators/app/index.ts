import { fieldNames } from '../../src/answers/fields.ts';
import { interviewOfService } from '../../src/answers/interview.ts';
import { openPlace } from '../../src/project/destination.ts';
import { type Options, Scaffold } from './scaffold.ts';

/** yo hardened-container: a new service, or an existing one with other answers. */
export default class extends Scaffold {
  constructor(words: string[], options: Options) {
    super(words, options, {
      takesName: true,
      fields: fieldNames,
      open: ({ name }, current) => ({
        interview: interviewOfService,
        ...openPlace(name, current),
      }),
    });
  }
}
