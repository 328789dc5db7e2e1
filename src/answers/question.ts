import type { Choice, Surroundings } from './field.ts';
import type { RawAnswers } from './parse.ts';
import type { Setting } from './settings.ts';

/** A question for any terminal: its parts depend on what is answered so far. */
export interface Question {
  readonly type: 'input' | 'select' | 'checkbox';
  readonly name: string;
  readonly message: string | ((asked: RawAnswers) => string);
  readonly when: (asked: RawAnswers) => boolean;
  readonly default: (asked: RawAnswers) => unknown;
  readonly choices?: (asked: RawAnswers) => readonly QuestionChoice[];
  /** What is chosen in any case, shown above the choices of a checkbox. */
  readonly always?: (asked: RawAnswers) => readonly Choice[];
  readonly validate?: (value: unknown, asked: RawAnswers) => true | string;
}

export interface QuestionChoice extends Choice {
  /** Said of it once the cursor is on it. */
  readonly note?: string;
  /** What it comes to, a line each. */
  readonly settings?: readonly Setting[];
}

/** Context of the prompts: answers from flags, stored answers, and the surroundings. */
export interface Known {
  readonly given: RawAnswers;
  readonly stored: RawAnswers;
  readonly surroundings: Surroundings;
  /** Extras to remove from an existing project, as they were typed. */
  readonly remove?: unknown;
  /** Answers from before you went back: only used as defaults of questions. */
  readonly previous?: RawAnswers;
}
