import { anyOf, printable } from '../printable.ts';
import { type Choice, type Draft, type Field, flagOf } from './field.ts';
import { type FieldName, fieldNames, fields } from './fields.ts';
import { nearest } from './nearest.ts';
import { draftAnswers, type RawAnswers } from './parse.ts';
import { AnswersError, type Problem, show } from './problem.ts';

/** What may be typed after two dashes. */
export interface Flag {
  readonly name: string;
  readonly field: FieldName;
  /** Whether a value follows it; else it is given or not. */
  readonly takesValue: boolean;
  /** Whether it may be given more than once. */
  readonly isRepeatable: boolean;
  readonly help: string;
  readonly group: Field['group'];
}

/** The flags of the answers. The name has no flag: it is a plain argument. */
export const flags: readonly Flag[] = fieldNames
  .filter((name) => name !== 'name')
  .map((name) => ({
    name: flagOf(name).slice('--'.length),
    field: name,
    takesValue: fields[name].type !== 'switch',
    isRepeatable: fields[name].type === 'set' || fields[name].type === 'list',
    help: fields[name].help,
    group: fields[name].group,
  }));

/** The flags that aren't answers, the same in both doors. */
export const doorFlags = {
  yes: "don't ask; use defaults for everything you don't pass",
  defaults: 'the same as --yes',
  force: 'overwrite edited files where a change and an edit conflict',
  restore: 'write files again that you have deleted',
} as const;

/** What becomes of a file if a change and an edit conflict, by the words that are typed. */
export const conflictWays = ['markers', 'file'] as const;

/** The flag for it, which takes a value in both doors. */
export const conflictFlags = {
  'on-conflict':
    'merge conflicting edits anyway: markers puts both versions into the file itself, file into FILE.merge',
} as const;

/**
 * The typed way.
 *
 * @throws AnswersError if there is no such way.
 */
export function conflictWay(typed: unknown): (typeof conflictWays)[number] | undefined {
  if (typed === undefined) return undefined;
  const way = conflictWays.find((one) => one === typed);
  if (way) return way;
  const message = `--on-conflict ${show(typed)} isn't valid. Use ${anyOf(conflictWays)}.`;
  throw new AnswersError([{ field: '--on-conflict', value: typed, message }]);
}

/** The flags of the commands that add to an existing project. */
export const additionFlags = {
  remove: 'remove these extras from the project',
} as const;

/** The answers that were given by flags: sets may be given in one or several pieces. */
export function answersByFlags(typed: (flag: string) => unknown): RawAnswers {
  return Object.fromEntries(
    flags
      .map(({ name, field }) => [field, joined(fields[field], typed(name))] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function joined(field: Field, value: unknown): unknown {
  return field.type === 'set' && Array.isArray(value) ? value.join(',') : value;
}

/** The problem with a flag that there is not. */
export function unknownFlag(typed: string, others: readonly string[] = []): Problem {
  const known = [
    ...new Set([...flags.map(({ name }) => name), ...Object.keys(doorFlags), ...others]),
  ];
  const meant = nearest(typed.replace(/^-+/, ''), known);
  const offer = meant
    ? `Did you mean --${meant}?`
    : `Use ${anyOf(known.map((name) => `--${name}`))}.`;
  return { field: typed, value: undefined, message: `Unknown flag ${printable(typed)}. ${offer}` };
}

/** The problem with a word after the name. */
export function tooManyNames(word: string): Problem {
  const message = `Unexpected word ${show(word)}. Pass only one name.`;
  return { field: 'name', value: word, message };
}

/** The values of a flag that are the same every day; none where it is free text or a version. */
export function valuesOf(flag: Flag): readonly string[] {
  const field: Field = fields[flag.field];
  if (field.type === 'integer') return [`${field.minimum} to ${field.maximum}`];
  return choicesOf(flag).map(({ value }) => value);
}

/** The same with their titles; none for a range of numbers. */
export function choicesOf({ field: name }: Flag): readonly Choice[] {
  const field: Field = fields[name];
  // The catalog lists versions; --help does not.
  const isLasting = field.type === 'set' || (field.type === 'choice' && !field.unlisted);
  return isLasting ? field.choices(anyDraft()) : [];
}

function anyDraft(): Draft {
  return draftAnswers({}, { folder: '', today: '0000-00-00' }).draft;
}
