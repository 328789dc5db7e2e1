import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse as parseToml, TomlError } from 'smol-toml';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import type { Files } from '../languages/detection.ts';
import { memoized } from '../memo.ts';
import { type Data, isRecord } from '../record.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { readRegularFile } from '../regular-file.ts';

/** Folders that hold no source of the program. */
const ignored =
  /^(node_modules|vendor|third_party|target|dist|build|out|venv|env|__pycache__|testdata|coverage|site-packages)$|^\.(?!mvn$|cargo$|sqlx$|yarn$)/;

/** Files that are looked at, at most. */
const most = 20_000;

/** How deep folders are looked into. */
const deepest = 8;

/**
 * The files of a folder. Symbolic links are not followed, and each file is read once.
 *
 * @throws Refusal if the folder can't be listed.
 */
export function filesOf(folder: string): Files {
  const { paths, isWhole } = pathsBelow(folder);
  const known = new Set(paths);
  const root = realpathSync(folder);
  const text = memoized((path) => (known.has(path) ? textOf(root, path) : undefined));
  const code = memoized((path) => withoutComments(path, text(path) ?? ''));
  const data = memoized((path) => {
    const found = text(path);
    return found === undefined ? undefined : dataOf(path, found);
  });
  return { paths, has: (path) => known.has(path), text, code, data, isWhole };
}

/** The files of a subfolder, as if it were the root. */
export function filesBelow(files: Files, folder: string): Files {
  if (folder === '.') return files;
  const inside = `${folder}/`;
  const paths = files.paths
    .filter((path) => path.startsWith(inside))
    .map((path) => path.slice(inside.length));
  return {
    paths,
    has: (path) => files.has(inside + path),
    text: (path) => files.text(inside + path),
    code: (path) => files.code(inside + path),
    data: (path) => files.data(inside + path),
    isWhole: files.isWhole,
  };
}

function pathsBelow(root: string): Pick<Files, 'paths' | 'isWhole'> {
  const found: string[] = [];
  const folders = [{ path: '', depth: 0 }];
  for (let next = folders.shift(); next && found.length < most; next = folders.shift()) {
    for (const entry of entriesOf(root, next.path)) {
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`;
      if (entry.isFile()) found.push(path);
      const isWanted = entry.isDirectory() && !ignored.test(entry.name) && next.depth < deepest;
      if (isWanted) folders.push({ path, depth: next.depth + 1 });
    }
  }
  return { paths: found.slice(0, most).sort(), isWhole: found.length < most };
}

function entriesOf(root: string, path: string) {
  try {
    return readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (path !== '') return [];
    throw new Refusal(
      `Can't list ${root}. Name the folder of a repository that you may read.`,
      exitCodes.usage,
      { cause: error },
    );
  }
}

/** The text of a file, without a byte order mark; undefined for what can't be read, or isn't text. */
function textOf(root: string, path: string): string | undefined {
  try {
    const target = join(root, path);
    // A folder may have been replaced by a link since it was listed.
    if (!lstatSync(target).isFile() || !isBelow(realpathSync(target), root)) return undefined;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readRegularFile(target));
    return text.includes('\0') ? undefined : text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

const isBelow = (path: string, root: string) =>
  path.startsWith(root.endsWith(sep) ? root : root + sep);

/** Comments to the end of a line, where a space or nothing precedes them. Lines stay where they are. */
function withoutComments(path: string, text: string): string {
  const comment = /\.(py|toml|ya?ml)$/.test(path) ? /(^|\s)#.*$/gm : /(^|\s)\/\/.*$/gm;
  return text.replaceAll(comment, '$1');
}

interface Parser {
  readonly title: string;
  readonly parse: (text: string) => unknown;
}

const json: Parser = { title: 'JSON', parse: JSON.parse };

/** How files with these names are parsed; all others are JSON. */
const parsers: readonly (Parser & { readonly names: RegExp })[] = [
  { names: /\.(toml|lock)$|^Pipfile$/, title: 'TOML', parse: parseToml },
  { names: /\.ya?ml$/, title: 'YAML', parse: (text) => parseYaml(text, { maxAliasCount: 100 }) },
];

function dataOf(path: string, text: string): Data {
  const { title, parse } = parsers.find(({ names }) => names.test(path)) ?? json;
  try {
    const data: unknown = parse(text);
    if (isRecord(data)) return data;
  } catch (error) {
    throw broken(path, title, lineOf(error, text), error);
  }
  throw broken(path, title, 1);
}

function lineOf(error: unknown, text: string): number {
  if (error instanceof TomlError) return error.line;
  if (error instanceof YAMLParseError) return error.linePos?.[0].line ?? 1;
  const position = /at position (\d+)/.exec(String(error))?.[1];
  return position === undefined ? 1 : text.slice(0, Number(position)).split('\n').length;
}

function broken(path: string, title: string, line: number, cause?: unknown): Refusal {
  return new Refusal(`${path}:${line} isn't valid ${title}. Fix that line.`, exitCodes.usage, {
    cause,
  });
}
