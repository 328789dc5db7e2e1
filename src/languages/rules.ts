import { type Data, type Fact, type Files, fact, type Rule, type Sureness } from './detection.ts';

/** A value as a record; empty if it isn't one. */
export function record(value: unknown): Data {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Data) : {};
}

/** A value as a list of texts; empty if it isn't one. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** A value deep in a record; undefined if there is none. */
export function valueAt(data: Data | undefined, ...way: readonly string[]): unknown {
  return way.reduce<unknown>((value, key) => record(value)[key], data);
}

/** The first group of a pattern in a file, with its line. */
export function matchIn(
  files: Files,
  path: string,
  pattern: RegExp,
  sure: Sureness = 'said',
): Fact | undefined {
  const text = files.text(path);
  const match = text === undefined ? null : pattern.exec(text);
  const value = match?.slice(1).find((group) => group !== undefined);
  if (!match || value === undefined) return undefined;
  return fact(value, `${path}:${lineAt(match.input, match.index + match[0].indexOf(value))}`, sure);
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** The same in the first file that matches, of the files whose paths do and that aren't tests or examples. */
export function matchAmong(
  files: Files,
  paths: RegExp,
  pattern: RegExp,
  sure: Sureness,
): Fact | undefined {
  const wanted = withoutTests(paths);
  for (const path of files.paths.filter((path) => wanted.test(path))) {
    const found = matchIn(files, path, pattern, sure);
    if (found) return found;
  }
  return undefined;
}

/** A rule that a pattern in a file decides. */
export const inFile =
  (path: string, pattern: RegExp, sure: Sureness = 'said'): Rule =>
  (files) =>
    matchIn(files, path, pattern, sure);

/** A rule that an existing file decides. */
export const ifThere =
  (path: string, value: string): Rule =>
  (files) =>
    files.has(path) ? fact(value, path) : undefined;

/** The version of an image that the repository's own Dockerfile starts from. */
export const ofImage =
  (pattern: RegExp): Rule =>
  (_files, { dockerfile }) => {
    const version = dockerfile?.images.map((image) => pattern.exec(image)?.[1]).find(Boolean);
    return version ? fact(version, `${dockerfile?.path}: FROM`) : undefined;
  };

/** A rule whose value is a port. */
export const asPort =
  (rule: Rule): Rule<number> =>
  (files, hints) => {
    const found = rule(files, hints);
    const port = Number(found?.value);
    return found && port > 0 && port < 65_536 ? { ...found, value: port } : undefined;
  };

/**
 * A port in source, as a fallback or a literal. Files next to the entry are looked at first. If other
 * files have other ports, it is a guess.
 */
export const portInCode = (paths: RegExp, patterns: readonly RegExp[]): readonly Rule<number>[] =>
  patterns.map((pattern) =>
    asPort((files, { entry = '' }) => {
      const wanted = withoutTests(paths);
      const isNext = (path: string) => path.startsWith(`${entry.replace(/^\.\//, '')}/`);
      const found = files.paths
        .filter((path) => wanted.test(path))
        .sort((a, b) => Number(isNext(b)) - Number(isNext(a)))
        .flatMap((path) => {
          const match = matchIn(files, path, pattern, 'convention');
          return match ? [{ match, isNext: isNext(path) }] : [];
        });
      const [first] = found;
      const isOne = first?.isNext || new Set(found.map(({ match }) => match.value)).size === 1;
      return first && { ...first.match, sure: isOne ? 'convention' : 'guess' };
    }),
  );

/** Matching paths, except the paths of tests and examples. */
function withoutTests(paths: RegExp): RegExp {
  return new RegExp(
    `^(?!(.*/)?(tests?|__tests__|examples?|bench\\w*|e2e|spec)/|.*([._-]test|_spec|\\.spec|Test)\\.\\w+$|(.*/)?test_)(?=.*${paths.source})`,
  );
}

/** The kind of a program with one of these dependencies. */
export const withDependency =
  (
    names: RegExp,
    value: string,
    dependencies: (files: Files) => readonly string[],
    from: string,
  ): Rule =>
  (files) => {
    const found = dependencies(files).find((name) => names.test(name));
    return found ? fact(value, `${from}: ${found}`, 'convention') : undefined;
  };

/** A rule that always applies. */
export const otherwise =
  <T>(value: T, from: string): Rule<T> =>
  () =>
    fact(value, from, 'guess');
