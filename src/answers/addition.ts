import type { DoorId } from '../extras/extra.ts';
import { extrasOf } from '../extras/extras.ts';
import { asChoice, fieldNames, fields } from './fields.ts';
import { type Call, type Interview, refuseOpen } from './interview.ts';
import { type Answers, draftAnswers, parseAnswers } from './parse.ts';
import { AnswersError, show } from './problem.ts';
import { type Known, type Question, questionOf } from './prompts.ts';

/** How the answers of a project are come by that gets what a door adds, and stays what it is beside that. */
export function interviewOfAddition(door: DoorId): Interview {
  return {
    withoutAsking(known: Known, call: Call) {
      const wanted = givenExtras(door, known) ?? (call.takesDefaults ? usual(door, known) : []);
      const answers = withExtras(door, known, wanted);
      const isSettled = known.given.extras !== undefined || call.takesDefaults;
      if (isSettled) return answers;
      if (call.canAsk) return undefined;
      return refuseOpen(['extras'], call);
    },
    async byAsking(known: Known, ask) {
      const { extras: asked, ...others } = await ask([
        questionOfAddition(door, known),
        ...questionsThatFollow(known),
      ]);
      const given = { ...others, ...known.given };
      return withExtras(door, { ...known, given }, asked as readonly string[]);
    },
  };
}

/** The answers with just these of a door's extras, and those of others as they were. */
function withExtras(door: DoorId, known: Known, wanted: readonly string[]): Answers {
  const { given, stored, surroundings } = known;
  const others = storedExtras(known).filter((id) => !isOf(door, id));
  return parseAnswers({ ...given, extras: [...others, ...wanted] }, surroundings, stored);
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
  const message = `--extras names ${foreign.map(show).join(', ')}, which is not added here: use any of ${own.join(', ')}.`;
  throw new AnswersError([{ field: 'extras', value: given.extras, message }]);
}

/** What a project has of a door's extras; where it has none, those that most want. */
function usual(door: DoorId, known: Known): readonly string[] {
  const has = storedExtras(known).filter((id) => isOf(door, id));
  if (has.length > 0) return has;
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

/** The question for extras, with those of one door on offer. */
function questionOfAddition(door: DoorId, known: Known): Question {
  const field = { ...fields.extras, offers: () => extrasOf(door).map(asChoice) };
  return { ...questionOf('extras', known, field), default: () => usual(door, known) };
}

/** What is asked because of extras, and not given. */
function questionsThatFollow(known: Known): Question[] {
  return fieldNames
    .filter((name) => 'follows' in fields[name] && known.given[name] === undefined)
    .map((name) => questionOf(name, known));
}
