import type { DoorId } from '../extras/extra.ts';
import { extrasOf } from '../extras/extras.ts';
import { anyOf } from '../printable.ts';
import { asChoice } from './field.ts';
import { fieldNames, fields } from './fields.ts';
import { type Call, type Interview, refuseOpen } from './interview.ts';
import { type Answers, draftAnswers, parseAnswers } from './parse.ts';
import { AnswersError, show } from './problem.ts';
import { questionOf } from './prompts.ts';
import type { Known, Question } from './question.ts';

/** How to get the answers of an existing project that extras are added to, or removed from. */
export function interviewOfAddition(door: DoorId): Interview {
  return {
    withoutAsking(known: Known, call: Call) {
      const removed = removedExtras(door, known);
      const isUsual = call.takesDefaults && removed.length === 0;
      const wanted = givenExtras(door, known) ?? (isUsual ? usual(door, known) : []);
      const answers = withExtras(known, wanted, removed);
      const isSettled =
        known.given.extras !== undefined || known.remove !== undefined || call.takesDefaults;
      if (isSettled) return answers;
      if (call.canAsk) return undefined;
      return refuseOpen(['extras'], call);
    },
    async byAsking(known: Known, ask) {
      const { extras: asked = [], ...others } = await ask([
        questionOfAddition(door, known),
        ...questionsThatFollow(known),
      ]);
      const given = { ...others, ...known.given };
      return withExtras({ ...known, given }, asked as readonly string[], []);
    },
  };
}

/** The answers with these extras in addition to the stored ones, and without the removed ones. */
function withExtras(known: Known, wanted: readonly string[], removed: readonly string[]): Answers {
  const { given, stored, surroundings } = known;
  const extras = [...storedExtras(known), ...wanted].filter((id) => !removed.includes(id));
  return parseAnswers({ ...given, extras }, surroundings, stored);
}

/**
 * The extras that are to be removed.
 *
 * @throws AnswersError if one isn't an extra of this door that the project has.
 */
function removedExtras(door: DoorId, known: Known): readonly string[] {
  const { remove } = known;
  if (remove === undefined) return [];
  const wanted = [remove].flat().flatMap((text) => String(text).split(','));
  const removed = wanted.map((id) => id.trim()).filter(Boolean);
  const has = storedExtras(known).filter((id) => isOf(door, id));
  const unknown = removed.filter((id) => !has.includes(id));
  if (unknown.length === 0) return removed;
  const choice = has.length > 0 ? `Use ${anyOf(has)}.` : 'There are none to remove.';
  const message = `--remove: this project doesn't have ${unknown.map(show).join(', ')}. ${choice}`;
  throw new AnswersError([{ field: 'remove', value: remove, message }]);
}

/**
 * The extras that are given by name.
 *
 * @throws AnswersError where one is none of this door's.
 */
function givenExtras(door: DoorId, { given, surroundings, stored }: Known) {
  if (given.extras === undefined) return undefined;
  const wanted = parseAnswers(given, surroundings, stored).extras ?? [];
  const foreign = wanted.filter((id) => !isOf(door, id));
  if (foreign.length === 0) return wanted;
  const own = extrasOf(door).map(({ id }) => id);
  const message = `--extras: ${foreign.map(show).join(', ')} can't be added by this command. Use ${anyOf(own)}.`;
  throw new AnswersError([{ field: 'extras', value: given.extras, message }]);
}

/** What is added by default: nothing to a project that has extras of this door already. */
function usual(door: DoorId, known: Known): readonly string[] {
  if (storedExtras(known).some((id) => isOf(door, id))) return [];
  return extrasOf(door)
    .filter(({ isUsual }) => isUsual)
    .map(({ id }) => id);
}

function storedExtras({ stored, surroundings }: Known): readonly string[] {
  return draftAnswers({}, surroundings, stored).draft.extras ?? [];
}

function isOf(door: DoorId, id: string): boolean {
  return extrasOf(door).some((extra) => extra.id === id);
}

/** The question for extras: the ones of one door that the project doesn't have. */
function questionOfAddition(door: DoorId, known: Known): Question {
  const stored = storedExtras(known);
  const missing = extrasOf(door).filter(({ id }) => !stored.includes(id));
  const field = { ...fields.extras, offers: () => missing.map(asChoice) };
  return {
    ...questionOf('extras', known, field),
    message: 'Extras to add:',
    when: () => missing.length > 0,
    default: () => known.previous?.extras ?? usual(door, known),
  };
}

/** What is asked because of extras, and not given. */
function questionsThatFollow(known: Known): Question[] {
  return fieldNames
    .filter((name) => 'follows' in fields[name] && known.given[name] === undefined)
    .map((name) => questionOf(name, known));
}
