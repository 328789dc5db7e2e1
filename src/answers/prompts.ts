import { presetOptions } from '../hardening/options.ts';
import type { Choice, Draft, Field, Surroundings } from './field.ts';
import { type FieldName, fieldNames, fields } from './fields.ts';
import {
  type AnswersDraft,
  draftAnswers,
  type RawAnswers,
  validateAnswer,
  withImplied,
} from './parse.ts';
import { selectOptions } from './selection.ts';
import { targetOf } from './target.ts';
import { parseWaiver, waiverPattern } from './waiver.ts';

/** A question in the form that inquirer and Yeoman share: its parts depend on what is answered so far. */
export interface Question {
  readonly type: 'input' | 'select' | 'checkbox';
  readonly name: string;
  readonly message: string | ((asked: RawAnswers) => string);
  readonly when: (asked: RawAnswers) => boolean;
  readonly default: (asked: RawAnswers) => unknown;
  readonly choices?: (asked: RawAnswers) => QuestionChoice[];
  readonly validate?: (value: unknown, asked: RawAnswers) => true | string;
  readonly pageSize: number;
  readonly loop: boolean;
  readonly theme?: { readonly style: { readonly renderSelectedChoices: typeof summary } };
}

interface QuestionChoice {
  readonly value: string;
  readonly name: string;
  /** How it is shown once it is chosen. */
  readonly short: string;
  /** Shown below the list while the cursor is on it. */
  readonly description?: string;
}

/** Name of the one question that isn't a field: why options are disabled. */
const reason = 'reason';

/** Lines of a list that are seen at once: all options, where there are many. */
const pageSize = 20;

/** Context of the prompts: answers from flags, stored answers, and the surroundings. */
export interface Known {
  readonly given: RawAnswers;
  readonly stored: RawAnswers;
  readonly surroundings: Surroundings;
  /** Extras to remove from an existing project, as they were typed. */
  readonly remove?: unknown;
}

/** The questions that are still open, in the order of the fields; what is stored is their default. */
export function questions(known: Known): Question[] {
  return openFields(known).flatMap((name) => {
    const question = questionOf(name, known);
    return name === 'hardening' ? [question, reasonQuestion(known)] : [question];
  });
}

/** The answers to prompt for: none if a project has stored answers. */
export function unanswered(known: Known): FieldName[] {
  if (Object.keys(known.stored).length > 0) return [];
  return openFields(known).filter((name) => questionOf(name, known).when({}));
}

/** All that is given once the questions are answered. */
export function withAsked(known: Known, asked: RawAnswers): RawAnswers {
  const { [reason]: text, ...answers } = asked;
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
  const common = {
    name,
    message: `${field.question}:`,
    when: (asked: RawAnswers) => isDue(field, draft(asked)),
    default: (asked: RawAnswers) => currentAnswer(name, draft(asked)),
    pageSize,
    loop: false,
  };
  if (field.type === 'choice')
    return {
      ...common,
      type: 'select',
      choices: (asked) => listChoices(name, field, draft(asked)),
    };
  if (field.type === 'set')
    return {
      ...common,
      type: 'checkbox',
      choices: (asked) => boxes(field, draft(asked)),
      theme: { style: { renderSelectedChoices: summary } },
    };
  const validate = (value: unknown, asked: RawAnswers) => validateAnswer(name, value, draft(asked));
  return { ...common, type: 'input', validate };
}

function isDue({ applies, follows }: Field, draft: AnswersDraft): boolean {
  return (applies?.(draft) ?? true) === true && (follows?.(draft.extras ?? []) ?? true);
}

function draftOf({ given, stored, surroundings }: Known, asked: RawAnswers): AnswersDraft {
  const { [reason]: _, ...answers } = asked;
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
): QuestionChoice[] {
  const choices = field.choices(draft);
  const current = String(draft[name]);
  const isListed = choices.some(({ value }) => value === current);
  const other = { value: current, title: current, why: 'the current version' };
  return laidOut(isListed ? choices : [other, ...choices]);
}

function boxes(field: Extract<Field, { type: 'set' }>, draft: Draft): QuestionChoice[] {
  const choices = field.offers?.(draft) ?? field.choices(draft);
  return laidOut(choices).map((choice) => ({ ...choice, short: choice.value }));
}

/** The line that replaces an answered checkbox, however many boxes it had. */
function summary(chosen: readonly { short: string }[], all: readonly unknown[]): string {
  const list = chosen.map(({ short }) => short).join(', ') || 'none';
  return list.length <= 40 ? list : `${chosen.length} of ${all.length}`;
}

/** Title and reason in two columns where a terminal is wide enough; else the reason below the list. */
function laidOut(choices: readonly Choice[]): QuestionChoice[] {
  const column = Math.max(...choices.map(({ title }) => title.length));
  const fits = choices.every(({ why }) => column + why.length <= 74);
  return choices.map(({ value, title, why }) =>
    fits
      ? { value, short: title, name: `${title.padEnd(column)}  ${why}` }
      : { value, short: title, name: title, description: why },
  );
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
    pageSize,
    loop: false,
  };
}
