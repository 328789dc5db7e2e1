import type { ComposeService } from './compose.ts';
import type { Dockerfile } from './dockerfile.ts';

/** What a repository has to grade. */
export interface Graded {
  readonly dockerfile: Dockerfile;
  /** The ignore file that the build reads, if there is one. */
  readonly ignore: { readonly path: string; readonly lines: readonly string[] } | undefined;
  /** Undefined if no compose file builds exactly one service. */
  readonly compose: ComposeService | undefined;
}

/** `unclear` if the files alone can't show it. */
export type Grade = 'held' | 'missing' | 'unclear';

/** What a rule has found. */
export interface Judgement {
  readonly grade: Grade;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** How an option is graded. */
export interface Rule {
  readonly judge: (graded: Graded) => Judgement;
  /** The line to write. */
  readonly fix: string;
}

/** A judgement with its place. */
export function judged(grade: Grade, file: string, line: number, reason: string): Judgement {
  return { grade, file, line, reason };
}
