import { anyOf } from '../printable.ts';
import type { Choice, ChoiceField, Draft, Field, Surroundings } from './field.ts';
import { flagOf } from './field.ts';
import { type FieldName, type FieldValues, fieldNames, fields } from './fields.ts';
import { meantBy } from './nearest.ts';
import { AnswersError, type Problem, show } from './problem.ts';
import { type Selection, selectOptions, withoutBeaten } from './selection.ts';
import { storedFile } from './stored.ts';

/** The answers, valid, with what they choose: the only form in which the rest of the generator sees them. */
export interface Answers extends FieldValues, Selection {}

/** Answers as they come: from prompts, flags or a file. Absent and undefined are the same. */
export type RawAnswers = Readonly<Record<string, unknown>>;

/** A value that was read, or why it cannot be. */
type Reading = { readonly value: unknown } | { readonly problem: string };

/** The answers read so far, with what they are read in the light of. */
export type AnswersDraft = FieldValues & Draft;

/**
 * Reads answers. A missing answer comes from the stored answers, unless an
 * answer that it depends on is given again, then from the defaults.
 *
 * @throws AnswersError naming every problem at once.
 */
export function parseAnswers(
  given: RawAnswers,
  surroundings: Surroundings,
  stored: RawAnswers = {},
): Answers {
  const { draft, problems } = draftAnswers(given, surroundings, stored);
  const { surroundings: _, ...values } = draft;
  const selection = selectOptions(values);
  const all = [...problems, ...selection.problems];
  if (all.length > 0) throw new AnswersError(all);
  return { ...values, chosen: selection.chosen, waived: selection.waived };
}

/** Reads answers as parseAnswers does, with the default in place of each that cannot be used. */
export function draftAnswers(
  given: RawAnswers,
  surroundings: Surroundings,
  stored: RawAnswers = {},
): { readonly draft: AnswersDraft; readonly problems: readonly Problem[] } {
  const raw = withImplied(given);
  const problems = [...unknownNames(raw), ...unknownNames(stored, storedNote)];
  const draft: Record<string, unknown> = { surroundings };
  for (const name of fieldNames) {
    const field: Field = fields[name];
    const isGiven = raw[name] !== undefined;
    const value = isGiven ? raw[name] : storedValue(name, raw, stored);
    const isStored = !isGiven && value !== undefined;
    const reading = read(field, value, draft as unknown as Draft, isGiven);
    if ('problem' in reading) {
      const message = sentence(name, value, reading.problem, isStored ? storedNote : '');
      problems.push({ field: name, value, message });
      draft[name] = defaultOf(field, draft as unknown as Draft);
    } else draft[name] = reading.value;
  }
  const values = draft as unknown as AnswersDraft;
  return { draft: { ...values, ...withoutBeaten(values, raw) }, problems };
}

/** Whether one answer can be used, in the light of the others; else the sentence that says why not. */
export function validateAnswer(name: FieldName, value: unknown, draft: Draft): true | string {
  const reading = read(fields[name], value, draft, true);
  return 'problem' in reading ? sentence(name, value, reading.problem) : true;
}

/** The answers, with the ones that others imply. */
export function withImplied(raw: RawAnswers): RawAnswers {
  const implied = fieldNames.flatMap((name) => {
    const { implied }: Field = fields[name];
    const holds = implied && raw[name] === undefined && raw[implied.by] !== undefined;
    return holds ? [[name, implied.value] as const] : [];
  });
  return implied.length > 0 ? { ...raw, ...Object.fromEntries(implied) } : raw;
}

/** Says of a value that nobody has typed where it comes from. */
const storedNote = ` (in ${storedFile})`;

function sentence(name: string, value: unknown, problem: string, note = ''): string {
  const shown = value === undefined ? '' : ` ${show(value)}`;
  return `${flagOf(name)}${shown}${note} ${problem}.`;
}

function unknownNames(source: RawAnswers, note = ''): Problem[] {
  return Object.keys(source)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((field) => ({
      field,
      value: undefined,
      message: `Unknown answer ${show(field)}${note}.${meantBy(field, fieldNames)} Use ${anyOf(fieldNames)}.`,
    }));
}

/** A stored answer is void once an answer that it depends on is given again. */
function storedValue(name: FieldName, raw: RawAnswers, stored: RawAnswers): unknown {
  const field: Field = fields[name];
  const isVoid = field.dependsOn?.some(
    (other) => raw[other] !== undefined && raw[other] !== stored[other],
  );
  return isVoid ? undefined : stored[name];
}

/** The value that a field has when nothing is said. */
export function defaultOf(field: Field, draft: Draft): unknown {
  if (field.type === 'switch') return false;
  if (field.type === 'list') return [];
  return typeof field.default === 'function' ? field.default(draft) : field.default;
}

function read(field: Field, given: unknown, draft: Draft, isExplicit: boolean): Reading {
  const verdict = field.applies?.(draft) ?? true;
  if (verdict !== true) {
    // A stored answer may be left from another kind or base: then it is dropped.
    return isExplicit
      ? { problem: `doesn't apply: ${verdict}. Leave it out` }
      : { value: defaultOf(field, draft) };
  }
  if (given === undefined) return readDefault(field, draft);
  return readers[field.type](field as never, given, draft);
}

function readDefault(field: Field, draft: Draft): Reading {
  const isEmpty = field.type === 'choice' && field.choices(draft).length === 0;
  return isEmpty
    ? {
        problem:
          'has no supported version left. Use --allow-eol to accept one past its end of life',
      }
    : { value: defaultOf(field, draft) };
}

const readers: {
  [Type in Field['type']]: (
    field: Extract<Field, { type: Type }>,
    given: unknown,
    draft: Draft,
  ) => Reading;
} = {
  text(field, given, draft) {
    const pattern = typeof field.pattern === 'function' ? field.pattern(draft) : field.pattern;
    const allowed = typeof field.allowed === 'function' ? field.allowed(draft) : field.allowed;
    if (given === '' && field.default(draft) === '') return { value: '' };
    return typeof given === 'string' && pattern.test(given)
      ? { value: given }
      : { problem: `isn't valid. Use ${allowed}` };
  },
  integer(field, given) {
    const number = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given;
    const fits = typeof number === 'number' && Number.isInteger(number);
    return fits && number >= field.minimum && number <= field.maximum
      ? { value: number }
      : { problem: `isn't valid. Use a whole number from ${field.minimum} to ${field.maximum}` };
  },
  choice(field, given, draft) {
    const text = typeof given === 'number' ? String(given) : given;
    const choices = field.choices(draft);
    if (typeof text !== 'string') return { problem: offer(choices, text) };
    const refused = field.refuses?.(draft).find(({ pattern }) => pattern.test(text));
    if (refused) return { problem: refused.reason };
    if (choices.some(({ value }) => value === text)) return { value: text };
    if (!field.pattern?.(draft)?.test(text)) return { problem: unlisted(field, text, draft) };
    // A parser that reads numbers turns 3.20 into 3.2.
    return text === given
      ? { value: text }
      : { problem: `is a number and not a listed version. Write it as text: "${text}"` };
  },
  set(field, given, draft) {
    const wanted = typeof given === 'string' ? namesIn(given) : given;
    if (!Array.isArray(wanted)) return { problem: "isn't a list. Separate names with commas" };
    const known = field.choices(draft).map(({ value }) => value);
    const unknown = wanted.filter((item) => !known.includes(item));
    return unknown.length === 0
      ? { value: known.filter((value) => wanted.includes(value)) }
      : { problem: offerInList(unknown, known) };
  },
  list(field, given) {
    const items = Array.isArray(given) ? given : [given];
    return items.every((item) => typeof item === 'string' && field.pattern.test(item))
      ? { value: items }
      : { problem: `isn't valid. Use ${field.allowed}` };
  },
  switch(_field, given) {
    return typeof given === 'boolean'
      ? { value: given }
      : { problem: 'takes no value. Pass it alone or leave it out' };
  },
};

function namesIn(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}

function unlisted(field: ChoiceField, text: string, draft: Draft): string {
  const form = field.unlisted?.(draft);
  return form?.pattern.test(text) ? form.reason : offer(field.choices(draft), text);
}

function offer(choices: readonly Choice[], given: unknown): string {
  const known = choices.map(({ value }) => value);
  return `isn't known.${meantBy(given, known)} Use ${anyOf(known)}`;
}

function offerInList(unknown: readonly unknown[], known: readonly string[]): string {
  const names = unknown.map((name) => show(name)).join(', ');
  const meant = unknown.map((name) => meantBy(name, known)).join('');
  return `contains unknown names: ${names}.${meant} Use ${anyOf(known)}`;
}
