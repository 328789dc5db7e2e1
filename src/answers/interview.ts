import { quoteShell } from '../hardening/quote.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { flagOf } from './field.ts';
import { type Answers, parseAnswers, type RawAnswers } from './parse.ts';
import { type Known, type Question, questions, unanswered, withAsked } from './prompts.ts';

/** What a door lends to the questions. */
export interface Interviewer {
  /** Whether defaults are taken for all that is not given. */
  readonly takesDefaults: boolean;
  /** Whether there is a terminal, and so somebody who could answer. */
  readonly canAsk: boolean;
  readonly ask: (questions: Question[]) => Promise<RawAnswers>;
  /** What was typed, as it can be typed again. */
  readonly command: string;
}

/**
 * All answers: those given, those asked for, those stored, and defaults.
 *
 * @throws AnswersError when one cannot be used; before the first question, where it was given or stored.
 * @throws Refusal when questions are open and there is nobody to ask.
 */
export async function interview(known: Known, interviewer: Interviewer): Promise<Answers> {
  const { given, stored, surroundings } = known;
  const withoutAsking = parseAnswers(given, surroundings, stored);
  if (interviewer.takesDefaults) return withoutAsking;
  if (interviewer.canAsk) {
    const asked = await interviewer.ask(questions(known));
    return parseAnswers(withAsked(known, asked), surroundings, stored);
  }
  const open = unanswered(known).map(flagOf);
  if (open.length === 0) return withoutAsking;
  throw new Refusal(
    `There is no terminal to ask on, and ${open.join(', ')} ${open.length === 1 ? 'is' : 'are'} not given: ` +
      `give them, or say --yes to take the defaults:\n  ${interviewer.command} --yes`,
    exitCodes.usage,
  );
}

/** A command line as it can be copied into a shell. */
export function commandLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoteShell(word))).join(' ');
}
