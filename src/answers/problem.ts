import { type ErrorDetail, exitCodes, Refusal } from '../refusal.ts';

export { show } from '../printable.ts';

/** One thing wrong with the answers. */
export interface Problem {
  readonly field: string;
  readonly value: unknown;
  /** A whole sentence: the value, why not, what would do, the flag that sets it. */
  readonly message: string;
}

/** Answers that cannot be used. The message names every problem, one sentence a line. */
export class AnswersError extends Refusal {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'), exitCodes.usage);
    this.name = 'AnswersError';
    this.problems = problems;
  }

  override get details(): readonly ErrorDetail[] {
    return this.problems;
  }
}
