import { isRecord } from '../record.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { type FieldName, fieldNames, fields } from './fields.ts';
import type { Answers, RawAnswers } from './parse.ts';

/** Name of the file in a project that keeps its answers, and the keys in it that are ours. */
export const storedFile = '.yo-rc.json';
const key = 'generator-hardened-container';
const writtenKey = `${key}:written`;

/** What this generator has written to a project: it shows which files have been edited since. */
export interface Written {
  /** Version of the generator. */
  readonly version: string;
  /** The git blob id of the answers, as JSON without spaces. */
  readonly answers?: string;
  /** The git blob id of each file, by its path in the project. */
  readonly files: Readonly<Record<string, string>>;
  /** The unedited text of files that were merged, which git never had: deflated, in base64. */
  readonly bases?: Readonly<Record<string, string>>;
}

/**
 * The answers kept in the text of a .yo-rc.json; none where there is no file.
 *
 * @throws Refusal with a sentence when the text is not JSON, or not of the form that this generator writes.
 */
export function readStored(text: string | undefined): RawAnswers {
  if (text === undefined) return {};
  const stored = parseObject(text)[key] ?? {};
  if (!isRecord(stored))
    throw new Refusal(
      `${storedFile} has no object under ${JSON.stringify(key)}. Fix or delete the file.`,
      exitCodes.usage,
    );
  return stored;
}

/**
 * The record in the text of a .yo-rc.json; undefined where there is none, as in projects of the first versions.
 *
 * @throws Refusal with a sentence when it is not of the form that this generator writes.
 */
export function readWritten(text: string | undefined): Written | undefined {
  const written = text === undefined ? undefined : parseObject(text)[writtenKey];
  if (written === undefined) return undefined;
  if (!isRecord(written)) throw brokenRecord("isn't an object");
  const { version, answers, files, bases } = written;
  if (typeof version !== 'string') throw brokenRecord('has no version');
  if (answers !== undefined && !isId(answers)) throw brokenRecord('has a wrong id of the answers');
  if (!isRecord(files)) throw brokenRecord('has no files');
  const wrong = Object.entries(files).find(([, id]) => !isId(id));
  if (wrong) throw brokenRecord(`has a wrong id of ${wrong[0]}`);
  if (bases !== undefined && !isRecord(bases)) throw brokenRecord('has wrong bases');
  return written as unknown as Written;
}

/** Whether something is the id of a git blob. */
function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{40}$/.test(value);
}

function brokenRecord(fault: string): Refusal {
  return new Refusal(
    `The record ${JSON.stringify(writtenKey)} in ${storedFile} ${fault}. Restore the file from version control, or delete the record: then files that differ count as edited.`,
    exitCodes.usage,
  );
}

/** The text of a .yo-rc.json with these answers and this record, if there is one; what other generators keep in it stays. */
export function writeStored(text: string | undefined, answers: Answers, written?: Written): string {
  const others = text === undefined ? {} : parseObject(text);
  return `${JSON.stringify({ ...others, [key]: keptAnswers(answers), [writtenKey]: written }, null, 2)}\n`;
}

/** The answers that are stored, in the order in which they are. */
export function keptAnswers(answers: Answers): RawAnswers {
  return Object.fromEntries(
    fieldNames.filter((name) => isWorthKeeping(name, answers)).map((name) => [name, answers[name]]),
  );
}

function isWorthKeeping(name: FieldName, answers: Answers): boolean {
  const value = answers[name];
  const isEmpty = value === '' || value === false || (Array.isArray(value) && value.length === 0);
  if (fields[name].group === 'program' && answers.source === 'sample') return false;
  if (name === 'port' || name === 'probe') return answers.kind === 'http';
  if (name === 'hardening') return answers.preset === 'custom';
  return !isEmpty;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isRecord(parsed)) return parsed;
  } catch {}
  throw new Refusal(`${storedFile} isn't a JSON object. Fix or delete the file.`, exitCodes.usage);
}
