import { quoteShell } from '../hardening/quote.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { flagOf } from './field.ts';
import { type Answers, parseAnswers, type RawAnswers } from './parse.ts';
import { type Known, type Question, questions, unanswered, withAsked } from './prompts.ts';

/** How a door was called. */
export interface Call {
  /** Whether defaults are taken for all that is not given. */
  readonly takesDefaults: boolean;
  /** Whether there is a terminal, and so somebody who could answer. */
  readonly canAsk: boolean;
  /** Why nobody is asked, where it is not for want of a terminal. */
  readonly silence?: string | undefined;
  /** What was typed, and is to be typed again with --yes. */
  readonly words: readonly string[];
}

/**
 * The answers where nothing is to be asked: all are given, stored or left to
 * their defaults. Undefined where there are questions to ask.
 *
 * @throws AnswersError when one that is given or stored cannot be used.
 * @throws Refusal when questions are open and there is nobody to ask.
 */
export function answersWithoutAsking(known: Known, call: Call): Answers | undefined {
  const answers = parseAnswers(known.given, known.surroundings, known.stored);
  if (call.takesDefaults) return answers;
  if (call.canAsk) return undefined;
  const open = unanswered(known).map(flagOf);
  if (open.length === 0) return answers;
  throw new Refusal(
    `${call.silence ?? 'There is no terminal to ask on'}, and ${open.join(', ')} ${open.length === 1 ? 'is' : 'are'} not given: ` +
      `give them, or say --yes to take the defaults:\n  ${withYes(call.words)}`,
    exitCodes.usage,
  );
}

/** The answers after the questions that are open are asked. */
export async function askedAnswers(
  known: Known,
  ask: (questions: Question[]) => Promise<RawAnswers>,
): Promise<Answers> {
  const asked = await ask(questions(known));
  return parseAnswers(withAsked(known, asked), known.surroundings, known.stored);
}

/** A command line with --yes, as it can be copied into a shell. */
function withYes(words: readonly string[]): string {
  // What follows two dashes alone is no flag.
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  return words
    .toSpliced(end, 0, '--yes')
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoteShell(word)))
    .join(' ');
}
