import { applicableOptions, omissible, presetOptions } from '../hardening/options.ts';
import { asChoice, type Choice, type Draft, type Field } from './field.ts';
import { type FieldName, fieldNames, fields } from './fields.ts';
import {
  type AnswersDraft,
  draftAnswers,
  type RawAnswers,
  validateAnswer,
  withImplied,
} from './parse.ts';
import type { Known, Question, QuestionChoice } from './question.ts';
import { selectOptions } from './selection.ts';
import { basics, settings, settingsQuestion } from './settings.ts';
import { targetOf } from './target.ts';
import { parseWaiver, waiverPattern } from './waiver.ts';

/** Name of the one question that isn't a field: why options are disabled. */
const reason = 'reason';

/** The questions that are still open, in the order of the fields; what is stored is their default. */
export function questions(known: Known): Question[] {
  const open = openFields(known);
  const isBasic = (name: FieldName) => basics.includes(name);
  const ask = (name: FieldName) => questionOf(name, known);
  const isDueNow = (name: FieldName) => open.includes(name) && ask(name).when({});
  const others = open
    .filter((name) => !isBasic(name))
    .flatMap((name) => (name === 'hardening' ? [ask(name), reasonQuestion(known)] : [ask(name)]));
  return [
    ...open.filter(isBasic).map(ask),
    settingsQuestion(known, isDueNow),
    ...others.map(unlessRecommended),
  ];
}

function unlessRecommended(question: Question): Question {
  const when = (asked: RawAnswers) => asked[settings] !== 'recommended' && question.when(asked);
  return { ...question, when };
}

/** The answers to prompt for: none if a project has stored answers. */
export function unanswered(known: Known): FieldName[] {
  if (Object.keys(known.stored).length > 0) return [];
  return openFields(known).filter((name) => questionOf(name, known).when({}));
}

/** All that is given once the questions are answered. */
export function withAsked(known: Known, asked: RawAnswers): RawAnswers {
  const { [reason]: text, [settings]: _, ...answers } = asked;
  if (asked.hardening === undefined) return { ...answers, ...known.given };
  const without = leftOut(known, asked);
  const waiver = [...without.explained, ...without.unexplained.map((id) => `${id}=${text}`)];
  // The checkbox was shown with what plus, minus and waivers had come to: it replaces them.
  return { ...answers, with: [], without: [], ...known.given, waiver };
}

function openFields({ given }: Known): FieldName[] {
  const settled = withImplied(given);
  return fieldNames.filter((name) => {
    const field: Field = fields[name];
    return field.question !== undefined && settled[name] === undefined;
  });
}

/** The question for a field, or for one that offers less than that. */
export function questionOf(name: FieldName, known: Known, field: Field = fields[name]): Question {
  const draft = (asked: RawAnswers) => draftOf(known, asked);
  const earlier = (asked: RawAnswers) => draftOf(withPrevious(known), asked);
  const common = {
    name,
    message: `${field.question}:`,
    when: (asked: RawAnswers) => isDue(field, draft(asked)),
    default: (asked: RawAnswers) => currentAnswer(name, earlier(asked)),
  };
  if (field.type === 'choice')
    return {
      ...common,
      type: 'select',
      choices: (asked) => listChoices(name, field, earlier(asked)),
    };
  if (field.type === 'set')
    return {
      ...common,
      type: 'checkbox',
      choices: (asked) => boxes(name, field, draft(asked)),
      ...(name === 'hardening' && { always: (asked) => alwaysOn(draft(asked)) }),
    };
  const validate = (value: unknown, asked: RawAnswers) => validateAnswer(name, value, draft(asked));
  return { ...common, type: 'input', validate };
}

/** What was answered before is a default like what is stored, and wins over it. */
function withPrevious({ previous = {}, ...known }: Known): Known {
  const { [reason]: _, [settings]: __, ...answers } = previous;
  return { ...known, stored: { ...known.stored, ...answers } };
}

function isDue({ applies, follows }: Field, draft: AnswersDraft): boolean {
  return (applies?.(draft) ?? true) === true && (follows?.(draft.extras ?? []) ?? true);
}

function draftOf({ given, stored, surroundings }: Known, asked: RawAnswers): AnswersDraft {
  const { [reason]: _, [settings]: __, ...answers } = asked;
  return draftAnswers({ ...answers, ...given }, surroundings, stored).draft;
}

/** What holds if nothing is said: of the options on offer, what preset, plus, minus and waivers come to. */
function currentAnswer(name: FieldName, draft: AnswersDraft): unknown {
  if (name !== 'hardening') return draft[name];
  const chosen = selectOptions(draft).chosen.map(({ id }) => id);
  return offeredOptions(draft).filter((id) => chosen.includes(id));
}

function offeredOptions(draft: Draft): string[] {
  return (fields.hardening.offers?.(draft) ?? []).map(({ value }) => value);
}

/** The choices of a list, and the answer that holds where it is none of them: another tag, say. */
function listChoices(
  name: FieldName,
  field: Extract<Field, { type: 'choice' }>,
  draft: AnswersDraft,
): readonly QuestionChoice[] {
  const choices = field.choices(draft);
  const current = String(draft[name]);
  const isListed = choices.some(({ value }) => value === current);
  const other = { value: current, title: current, why: 'the current version' };
  return isListed ? choices : [other, ...choices];
}

/** Options are shown by the ids that flags and checks name them by. */
function boxes(
  name: FieldName,
  field: Extract<Field, { type: 'set' }>,
  draft: Draft,
): readonly QuestionChoice[] {
  const choices = field.offers?.(draft) ?? field.choices(draft);
  return name === 'hardening' ? choices.map(byId) : choices;
}

function byId({ value, title, why }: Choice): QuestionChoice {
  return { value, title: value, why: title, note: why };
}

function alwaysOn(draft: Draft): readonly QuestionChoice[] {
  const target = targetOf(draft);
  return applicableOptions(target)
    .filter((option) => omissible(option, target) !== true)
    .map((option) => byId(asChoice(option)));
}

/** The options that a checkbox was left without, parted by whether it is known why. */
function leftOut({ given, ...known }: Known, asked: RawAnswers) {
  const draft = draftOf({ ...known, given: { with: [], ...given } }, asked);
  const kept = [...(draft.hardening ?? []), ...(draft.with ?? [])];
  const ids = offeredOptions(draft).filter((id) => !kept.includes(id));
  const explained = draft.waiver.filter((text) => ids.includes(parseWaiver(text).id));
  const isExplained = (id: string) => explained.some((text) => parseWaiver(text).id === id);
  const expected = presetOptions(targetOf(draft)).map(({ id }) => id);
  return {
    explained,
    unexplained: ids.filter((id) => expected.includes(id) && !isExplained(id)),
  };
}

function reasonQuestion(known: Known): Question {
  const ids = (asked: RawAnswers) => leftOut(known, asked).unexplained;
  return {
    type: 'input',
    name: reason,
    message: (asked) =>
      `Why disable ${ids(asked).join(', ')}? (shown in the docs and by make verify):`,
    when: (asked) => asked.hardening !== undefined && ids(asked).length > 0,
    default: () => '',
    validate: (value, asked) =>
      ids(asked).every((id) => waiverPattern.test(`${id}=${value}`)) ||
      'Give a reason of one line without a bar. End it with "; until YYYY-MM-DD" to limit it.',
  };
}
