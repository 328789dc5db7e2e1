import { type Document, type ErrorCode, isNode, LineCounter, parseDocument, type Tags } from 'yaml';
import { exitCodes, Refusal } from '../refusal.ts';
import type { RawAnswers } from './parse.ts';
import { AnswersError, type Problem, show } from './problem.ts';

/** What an answers file says of one service. */
export interface Entry {
  readonly answers: RawAnswers;
  /** Where one of its answers stands, or it itself: for the beginning of a sentence. */
  readonly placeOf: (field?: string) => string;
}

/** What an answers file holds: one service, or a list of them. */
export interface AnswersFile {
  readonly entries: readonly Entry[];
  readonly isList: boolean;
}

type Path = readonly (string | number)[];

/**
 * Reads an answers file, in JSON or YAML: the answers of one service, a list of such, or
 * `services` with a list, next to answers that all of them share.
 *
 * @param file its name, for sentences
 * @throws Refusal with file and line where it is none of these; the answers themselves are not looked at.
 */
export function readAnswersFile(text: string, file: string): AnswersFile {
  const source = parseSource(text, file);
  const root = contentsOf(source);
  const { shared, list, path } = listOf(root);
  if (!list && isObject(root) && Object.hasOwn(root, 'services'))
    throw problem(
      source,
      ['services'],
      "services isn't a list",
      'Write each service as - name: billing',
    );
  if (!list) return { entries: [entryOf(source, [], root, {})], isList: false };
  if (list.length === 0)
    throw problem(source, path, 'the list is empty', 'Write a service as - name: billing');
  const entries = list.map((item, index) => entryOf(source, [...path, index], item, shared));
  refuseNames(source, path, entries, shared);
  return { entries, isList: true };
}

/** A text that has been parsed, and where each part of it stands. */
interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** What our own words say better than the parser's. */
const sentences: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: 'it has several documents',
  RESOURCE_EXHAUSTION: 'its values are nested too deeply',
};

/** JSON is read as YAML as well: it is a part of it, and a parser that knows lines reads both. */
function parseSource(text: string, file: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: true,
    // A key that is a list is refused as an answer; Node need not warn of it as well.
    logLevel: 'error',
    // No answer is a fraction: 3.20 is a version, and has to keep its zero.
    customTags: (tags) => tags.filter((tag) => tag !== 'float' && !isFraction(tag)),
  });
  const [error] = document.errors;
  if (!error) return { file, document, lines };
  const what = sentences[error.code] ?? error.message.replace(/ at line [\s\S]*$/, '');
  const line = error.linePos?.[0].line ?? 1;
  throw refusal(`${file} isn't valid JSON or YAML. Line ${line}: ${what}.`);
}

function isFraction(tag: Tags[number]): boolean {
  return typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:float';
}

function contentsOf({ document, file }: Source): unknown {
  if (document.contents === null)
    throw refusal(`${file} is empty. Write the answers of one service or a list.`);
  try {
    const contents: unknown = document.toJS();
    // A text has an end: what names itself by an alias has none.
    JSON.stringify(contents);
    return contents;
  } catch (error) {
    // An alias of aliases, which would fill the memory, or an alias that contains itself.
    const isCircular = error instanceof TypeError;
    const why = isCircular ? 'an alias refers to itself' : wordsOf(error);
    throw new Refusal(`Can't read ${file}: ${why}.`, exitCodes.usage, { cause: error });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function listOf(root: unknown): { shared: RawAnswers; list?: readonly unknown[]; path: Path } {
  if (Array.isArray(root)) return { shared: {}, list: root, path: [] };
  if (!isObject(root) || !Array.isArray(root.services)) return { shared: {}, path: [] };
  const { services, ...shared } = withoutSchema(root);
  return { shared, list: services as readonly unknown[], path: ['services'] };
}

function entryOf(source: Source, path: Path, item: unknown, shared: RawAnswers): Entry {
  if (!isObject(item))
    throw problem(
      source,
      path,
      `${show(item)} isn't an answer`,
      'Write each answer by name, for example name: billing',
    );
  const answers = { ...shared, ...(path.length === 0 ? withoutSchema(item) : item) };
  const of = path.length > 0 ? `, service ${show(answers.name)}` : '';
  const placeOf = (field?: string) => {
    const isIn = (answers: object) => field !== undefined && Object.hasOwn(answers, field);
    const holder = isIn(item) ? path : isIn(shared) ? [] : undefined;
    const line = lineOf(source, holder && field !== undefined ? [...holder, field] : path);
    return `${source.file}${line === undefined ? '' : `, line ${line}`}${of}`;
  };
  return { answers, placeOf };
}

/** Editors store the schema's address in the file: it isn't an answer. */
function withoutSchema({ $schema: _, ...answers }: RawAnswers): RawAnswers {
  return answers;
}

/** Each service of a list has a name of its own: it is written to a folder of that name. */
function refuseNames(source: Source, path: Path, entries: readonly Entry[], shared: RawAnswers) {
  if ('name' in shared)
    throw problem(
      source,
      ['name'],
      'name is shared by all services',
      'Give each service its own name',
    );
  const first = new Map<unknown, Entry>();
  const problems = entries.flatMap((entry, index): Problem[] => {
    const { name } = entry.answers;
    const other = first.get(name);
    first.set(name, entry);
    const message =
      name === undefined
        ? `${placeIn(source, [...path, index])}: the service has no name. Add one, for example name: billing.`
        : other &&
          `${entry.placeOf('name')}: two services have the name ${show(name)}. Rename one.`;
    return message ? [{ field: 'name', value: name, message }] : [];
  });
  if (problems.length > 0) throw new AnswersError(problems);
}

function problem(source: Source, path: Path, what: string, remedy: string): Refusal {
  return refusal(`${placeIn(source, path)}: ${what}. ${remedy}.`);
}

function placeIn(source: Source, path: Path): string {
  const line = lineOf(source, path);
  return line === undefined ? source.file : `${source.file}, line ${line}`;
}

/** The line that something begins on; undefined where it came by an alias or a merge. */
function lineOf({ document, lines }: Source, path: Path): number | undefined {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  const start = isNode(node) ? node.range?.[0] : undefined;
  return start === undefined ? undefined : lines.linePos(start).line;
}

function refusal(message: string): Refusal {
  return new Refusal(message, exitCodes.usage);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
