import { type ErrorDetail, exitCodes, Refusal } from '../refusal.ts';

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

/** A value as it is shown in a sentence: quoted, on one line, not endless, and nothing in it that a terminal acts on. */
export function show(value: unknown): string {
  const text = (JSON.stringify(value) ?? String(value)).replaceAll(unprintable, escaped);
  return text.length > 80 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
}

/** Control and format characters, and ends of lines: JSON leaves most of them as they are. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
