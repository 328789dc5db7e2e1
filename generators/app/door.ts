import type { FieldName } from '../../src/answers/fields.ts';
import type { Interview } from '../../src/answers/interview.ts';
import type { RawAnswers } from '../../src/answers/parse.ts';
import type { NamedDestination } from '../../src/project/destination.ts';

/** Where the files of a door go, and what is known there before anything is answered. */
export interface Opened extends NamedDestination {
  /** Answers that the files give. What was typed wins. */
  readonly found?: RawAnswers;
  readonly notices?: readonly string[];
  readonly interview: Interview;
}

/** What one of the sub-generators is for. */
export interface Door {
  /** Whether a name may be typed, and the answers that may be given by flags. */
  readonly takesName: boolean;
  readonly fields: readonly FieldName[];
  /** Whether it can remove extras. */
  readonly removes?: boolean;
  /** Where its files go, seen from the current folder. */
  readonly open: (given: RawAnswers, current: string) => Opened;
  /** Whether it only adds to a project. */
  readonly isAddition?: boolean;
}
