import { meantBy } from '../src/answers/nearest.ts';
import { show } from '../src/answers/problem.ts';
import { anyOf } from '../src/printable.ts';
import { exitCodes, Refusal } from '../src/refusal.ts';

/**
 * A word that was typed, as one of the known ones.
 *
 * @param what it has to name, for the message
 * @throws Refusal with the known words, and the closest one.
 */
export function knownWord<Word extends string>(
  typed: string,
  known: readonly Word[],
  what: string,
): Word {
  const found = known.find((word) => word === typed);
  if (found !== undefined) return found;
  const message = `Unknown ${what} ${show(typed)}.${meantBy(typed, known)} Use ${anyOf(known)}.`;
  throw new Refusal(message, exitCodes.usage);
}
