import type { FieldName } from '../../src/answers/fields.ts';
import type { Interview } from '../../src/answers/interview.ts';
import type { NamedDestination } from '../../src/project/destination.ts';

/** What one of the sub-generators is for. */
export interface Door {
  readonly interview: Interview;
  /** Whether a name may be typed, and the answers that may be given by flags. */
  readonly takesName: boolean;
  readonly fields: readonly FieldName[];
  /** Whether it can remove extras. */
  readonly removes?: boolean;
  /** Where its files go, seen from the current folder. */
  readonly open: (name: unknown, current: string) => NamedDestination;
  /** Whether it only adds to a project. */
  readonly isAddition?: boolean;
}
