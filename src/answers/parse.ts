import type { Choice, Draft, Field, Surroundings } from './field.ts';
import { flagOf } from './field.ts';
import { type FieldName, type FieldValues, fields } from './fields.ts';
import { AnswersError, type Problem, show } from './problem.ts';
import { type Selection, selectOptions } from './selection.ts';

/** The answers, valid, with what they choose: the only form in which the rest of the generator sees them. */
export interface Answers extends FieldValues, Selection {}

/** Answers as they come: from prompts, flags or a file. Absent and undefined are the same. */
export type RawAnswers = Readonly<Record<string, unknown>>;

/** A value that was read, or why it cannot be. */
type Reading = { readonly value: unknown } | { readonly problem: string };

const names = Object.keys(fields) as FieldName[];

/**
 * Reads answers. What is not given is taken from the stored answers (unless
 * something that they depend on is given anew), then from the defaults.
 *
 * @throws AnswersError naming every problem at once.
 */
export function parseAnswers(
  given: RawAnswers,
  surroundings: Surroundings,
  stored: RawAnswers = {},
): Answers {
  const raw = withImplied(given);
  const problems: Problem[] = [];
  const draft: Record<string, unknown> = { surroundings };
  for (const unknown of unknownNames(raw, stored)) problems.push(unknown);
  for (const name of names) {
    const field: Field = fields[name];
    const value = raw[name] ?? storedValue(name, raw, stored);
    const reading = read(field, value, draft as unknown as Draft, raw[name] !== undefined);
    if ('problem' in reading) {
      problems.push({ field: name, value, message: sentence(name, value, reading.problem) });
      draft[name] = defaultOf(field, draft as unknown as Draft);
    } else draft[name] = reading.value;
  }
  const { surroundings: _, ...values } = draft;
  const selection = selectOptions(values as unknown as FieldValues);
  problems.push(...selection.problems);
  if (problems.length > 0) throw new AnswersError(problems);
  return {
    ...(values as unknown as FieldValues),
    chosen: selection.chosen,
    waived: selection.waived,
  };
}

/** An exact set of options is a custom one; it need not be said twice. */
function withImplied(raw: RawAnswers): RawAnswers {
  const isExact = raw.hardening !== undefined && raw.preset === undefined;
  return isExact ? { ...raw, preset: 'custom' } : raw;
}

function sentence(name: string, value: unknown, problem: string): string {
  return `${flagOf(name)} ${show(value)} ${problem}.`;
}

function unknownNames(...sources: readonly RawAnswers[]): Problem[] {
  return sources
    .flatMap((source) => Object.keys(source))
    .filter((name) => !Object.hasOwn(fields, name))
    .map((field) => ({
      field,
      value: undefined,
      message: `${show(field)} is no answer that is known: use one of ${names.join(', ')}.`,
    }));
}

/** A stored answer holds only as long as what it depended on is not given anew. */
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
      ? { problem: `has no place here: ${verdict}` }
      : { value: defaultOf(field, draft) };
  }
  if (given === undefined) return { value: defaultOf(field, draft) };
  return readers[field.type](field as never, given, draft);
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
      : { problem: `is not allowed: use ${allowed}` };
  },
  integer(field, given) {
    const number = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given;
    const fits = typeof number === 'number' && Number.isInteger(number);
    return fits && number >= field.minimum && number <= field.maximum
      ? { value: number }
      : { problem: `is not allowed: use a whole number from ${field.minimum} to ${field.maximum}` };
  },
  choice(field, given, draft) {
    const text = typeof given === 'number' ? String(given) : given;
    const choices = field.choices(draft);
    if (typeof text !== 'string') return { problem: offer(choices) };
    const reason = field.refuses?.(text, draft);
    if (reason) return { problem: reason };
    const isKnown = choices.some(({ value }) => value === text);
    return isKnown || field.accepts?.(text, draft) ? { value: text } : { problem: offer(choices) };
  },
  set(field, given, draft) {
    const items = typeof given === 'string' ? given.split(',').map((item) => item.trim()) : given;
    if (!Array.isArray(items)) return { problem: 'is no list: separate names by commas' };
    const known = field.choices(draft).map(({ value }) => value);
    const wanted = items.filter((item) => item !== '');
    const unknown = wanted.filter((item) => !known.includes(item));
    return unknown.length === 0
      ? { value: known.filter((value) => wanted.includes(value)) }
      : { problem: `names ${unknown.map(show).join(', ')}, ${offerInList(known)}` };
  },
  list(field, given) {
    const items = Array.isArray(given) ? given : [given];
    return items.every((item) => typeof item === 'string' && field.pattern.test(item))
      ? { value: items }
      : { problem: `is not allowed: use ${field.allowed}` };
  },
  switch(_field, given) {
    return typeof given === 'boolean'
      ? { value: given }
      : { problem: 'is not allowed: it is given or not, without a value' };
  },
};

function offer(choices: readonly Choice[]): string {
  return `is not known: use ${choices.map(({ value }) => value).join(', ')}`;
}

function offerInList(known: readonly string[]): string {
  return `which is not known here: use any of ${known.join(', ')}`;
}
