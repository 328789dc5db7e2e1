import { printableLines } from './printable.ts';

/** How the hardened-container command ends; yo ends with the same numbers. */
export const exitCodes = { done: 0, failed: 1, usage: 2, inTheWay: 3, interrupted: 130 } as const;

/** One problem, for programs: its details, in addition to its sentence. */
export interface ErrorDetail {
  readonly message: string;
  /** The answer, by its name in an answers file; else the flag or the command. */
  readonly field?: string;
  readonly value?: unknown;
  /** The conflicting file. */
  readonly path?: string;
}

/**
 * Something that the user can fix. The message is all that they are shown: what is wrong, then how to
 * fix it. It may have several lines, and nothing in it that a terminal acts on.
 */
export class Refusal extends Error {
  /** The exit code. A number: yo hands it to process.exit, and dies on a string. */
  readonly code: number;

  constructor(message: string, code: number = exitCodes.failed, options?: ErrorOptions) {
    super(printableLines(message), options);
    this.name = 'Refusal';
    this.code = code;
  }

  /** All that is wrong, one by one. */
  get details(): readonly ErrorDetail[] {
    return [{ message: this.message }];
  }
}

/** What is read, or something else if that is refused. */
export function unlessRefused<T, U>(read: () => T, otherwise: U): T | U {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return otherwise;
    throw error;
  }
}
