import { quoteShell } from '../hardening/quote.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { flagOf } from './field.ts';
import type { FieldName } from './fields.ts';
import { type Answers, parseAnswers, type RawAnswers } from './parse.ts';
import { questions, unanswered, withAsked } from './prompts.ts';
import type { Known, Question } from './question.ts';

/** How a door was called. */
export interface Call {
  /** Whether missing answers get their defaults. */
  readonly takesDefaults: boolean;
  /** Whether there is a terminal to prompt on. */
  readonly canAsk: boolean;
  /** Why nobody is asked, where it is not for want of a terminal. */
  readonly silence?: string | undefined;
  /** What was typed, and is to be typed again with --yes. */
  readonly words: readonly string[];
}

/** How answers are come by. */
export interface Interview {
  /** The answers where nothing is to be asked; undefined where there are questions to ask. */
  readonly withoutAsking: (known: Known, call: Call) => Answers | undefined;
  /** The answers after the questions that are open are asked. */
  readonly byAsking: (known: Known, ask: Asking) => Promise<Answers>;
  /** Whether it may be about a service that has no folder yet. */
  readonly makesFolder?: true;
  /** Whether writing is confirmed even if nothing was asked. */
  readonly alwaysConfirms?: true;
}

/** Prompts for answers. */
export type Asking = (questions: Question[]) => Promise<RawAnswers>;

/** How to get the answers of a new or existing service. */
export const interviewOfService: Interview = {
  withoutAsking: answersWithoutAsking,
  byAsking: askedAnswers,
  makesFolder: true,
};

/**
 * The answers where nothing is to be asked: all are given, stored or left to
 * their defaults. Undefined where there are questions to ask.
 *
 * @throws AnswersError when one that is given or stored cannot be used.
 * @throws Refusal when questions are open and there is nobody to ask.
 */
function answersWithoutAsking(known: Known, call: Call): Answers | undefined {
  const answers = parseAnswers(known.given, known.surroundings, known.stored);
  if (call.takesDefaults) return answers;
  if (call.canAsk) return undefined;
  const open = unanswered(known);
  return open.length === 0 ? answers : refuseOpen(open, call);
}

/**
 * Refuses to go on without answers that there is nobody to ask for.
 *
 * @throws Refusal naming each with its flag, and a command to copy.
 */
export function refuseOpen(open: readonly FieldName[], { silence, words }: Call): never {
  const isOne = open.length === 1;
  throw new Refusal(
    `${silence ?? "Not running in a terminal, so I can't prompt"}. Pass ${open.map(flagOf).join(', ')}, ` +
      `or use --yes to accept the ${isOne ? 'default' : 'defaults'}:\n  ${withYes(words)}`,
    exitCodes.usage,
  );
}

/** The answers after the questions that are open are asked. */
async function askedAnswers(known: Known, ask: Asking): Promise<Answers> {
  const asked = await ask(questions(known));
  return parseAnswers(withAsked(known, asked), known.surroundings, known.stored);
}

/** A command line with --yes, as it can be copied into a shell. */
function withYes(words: readonly string[]): string {
  // Words after `--` aren't flags.
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  return words
    .toSpliced(end, 0, '--yes')
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoteShell(word)))
    .join(' ');
}
