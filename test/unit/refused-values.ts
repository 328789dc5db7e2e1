import type { RawAnswers } from '../../src/answers/parse.ts';

/** Values of the wrong type for every field that is text. */
export const noText = [null, true, {}, [], ['a'], [['a']], { length: 1 }];

export interface RefusedAnswers {
  readonly values: readonly unknown[];
  /** Part of the sentence that says what would do. */
  readonly offers: RegExp;
  /** Further given answers. */
  readonly beside?: RawAnswers;
}
