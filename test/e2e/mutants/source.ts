import type { Edit } from './mutant.ts';

/** A service whose source is broken in one way, and what the check that notices says of it. */
export interface Breakage {
  readonly edit: Edit;
  readonly says: RegExp;
}

/** The ways in which the source of a language's services is broken, for the checks that look at what it does. */
export interface BrokenSource {
  /** http: the probe says that all is well whatever the service does. */
  readonly probeSaysYes: Edit;
  /** http: the probe always ends with 1. */
  readonly probeSaysNo: Edit;
  /** http: the probe ends with 2 where it should end with 1. */
  readonly probeEndsWithTwo: Edit;
  /** worker: SIGTERM is ignored. */
  readonly ignoresSignal: Edit;
  /** worker: SIGTERM is left to the runtime, and what that makes of it. */
  readonly leavesSignal: Breakage;
  /** worker: it takes half a minute to stop. */
  readonly stopsSlowly: Edit;
  /** worker: it stops, and ends with 3. */
  readonly endsWithThree: Edit;
  /** http: it stops without answering the request in hand. */
  readonly dropsRequest: Edit;
}
