import { meantBy } from '../src/answers/nearest.ts';
import { show } from '../src/answers/problem.ts';
import { exitCodes, Refusal } from '../src/refusal.ts';

/**
 * A word that was typed, as one of those that are known.
 *
 * @param otherwise what it is where it is none of them: the middle of a sentence
 * @throws Refusal naming those that are known, and the one that may have been meant.
 */
export function knownWord<Word extends string>(
  typed: string,
  known: readonly Word[],
  otherwise: string,
): Word {
  const found = known.find((word) => word === typed);
  if (found !== undefined) return found;
  const message = `${show(typed)} is ${otherwise}${meantBy(typed, known)}: use ${known.join(', ')}.`;
  throw new Refusal(message, exitCodes.usage);
}
