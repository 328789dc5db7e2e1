import { type Fact, type Files, fact, type Rule, type Sureness } from './detection.ts';

/** A value as a list of texts; empty if it isn't one. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
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
  return match ? factOf(match, path, sure) : undefined;
}

function factOf(match: RegExpExecArray, path: string, sure: Sureness): Fact | undefined {
  const value = match.slice(1).find((group) => group !== undefined);
  if (value === undefined) return undefined;
  return fact(value, `${path}:${lineAt(match.input, match.index + match[0].indexOf(value))}`, sure);
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** The first group of a pattern in source, in the first file of these paths that isn't a test or an example. */
export function matchAmong(
  files: Files,
  paths: RegExp,
  pattern: RegExp,
  sure: Sureness,
): Fact | undefined {
  for (const path of sourceFiles(files, paths)) {
    const match = pattern.exec(files.code(path));
    if (match) return factOf(match, path, sure);
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

/** The version of the last such image in the repository's own Dockerfile; a guess if there are several versions. */
export const ofImage =
  (pattern: RegExp): Rule =>
  (_files, { dockerfile }) => {
    const versions = dockerfile?.images.flatMap((image) => pattern.exec(image)?.[1] ?? []) ?? [];
    const version = versions.at(-1);
    const sure = new Set(versions).size === 1 ? 'said' : 'guess';
    return version ? fact(version, `${dockerfile?.path}: FROM`, sure) : undefined;
  };

/** A rule whose value is a port. */
export const asPort =
  (rule: Rule): Rule<number> =>
  (files, hints) => {
    const found = rule(files, hints);
    const port = Number(found?.value);
    return found && port > 0 && port < 65_536 ? { ...found, value: port } : undefined;
  };

/** Ports of databases, brokers, metrics and debuggers: seldom the service's own. */
const portsOfOthers =
  /^(25|53|587|1433|1521|2379|2380|3306|4222|4317|4318|5005|5432|5672|6379|6380|8125|9000|9042|9090|9092|9200|9229|11211|14268|15672|26257|27017)$/;

const mayListen = /port|listen|bind|addr|serve|\.run\(/i;

/**
 * A port in source: the argument of a call that listens, or a fallback for PORT. If there are several, it is a guess,
 * and files next to the entry are looked at first.
 */
export const portInCode = (
  paths: RegExp,
  patterns: readonly RegExp[],
  sure: Sureness = 'convention',
): readonly Rule<number>[] =>
  patterns.map((pattern) =>
    asPort((files, { entry = '' }) => {
      const isNext = (path: string) => path.startsWith(`${entry.replace(/^\.\//, '')}/`);
      const found = sourceFiles(files, paths)
        .filter((path) => mayListen.test(files.text(path) ?? ''))
        .sort((a, b) => Number(isNext(b)) - Number(isNext(a)))
        .flatMap((path) => matchesIn(files, path, pattern, sure))
        .filter(({ value }) => !portsOfOthers.test(value));
      const [first] = found;
      const isOne = new Set(found.map(({ value }) => value)).size === 1;
      return first && { ...first, sure: isOne ? sure : 'guess' };
    }),
  );

function matchesIn(files: Files, path: string, pattern: RegExp, sure: Sureness): readonly Fact[] {
  const all = files.code(path).matchAll(new RegExp(pattern, `${pattern.flags}g`));
  return [...all].flatMap((match) => factOf(match, path, sure) ?? []);
}

/** Below src/main, folders are names of packages, such as com/example. */
const isTestPath =
  /^(?!(.*\/)?src\/main\/)(.*\/)?(tests?|__tests__|examples?|bench\w*|e2e|spec)\/|[._-]test\.\w+$|_spec\.\w+$|\.spec\.\w+$|Test\.\w+$|(^|\/)test_/;

/** Paths that match and aren't tests or examples. */
export function sourceFiles(files: Files, paths: RegExp): readonly string[] {
  return files.paths.filter((path) => paths.test(path) && !isTestPath.test(path));
}

/** A program whose source has such a call listens. */
export const listensBy =
  (paths: RegExp, call: RegExp, sure: Sureness = 'convention'): Rule =>
  (files) => {
    const found = matchAmong(files, paths, call, sure);
    return found && { ...found, value: 'http' };
  };

/** The only one of several possibilities. */
export function onlyOne(names: readonly string[], from: string): Fact | undefined {
  const [one, ...others] = names;
  return one && others.length === 0 ? fact(one, from, 'convention') : undefined;
}

/** The first of several possibilities: a guess. */
export function oneOfSeveral(names: readonly string[]): Fact | undefined {
  const [one] = names;
  return one ? fact(one, `one of several: ${names.join(', ')}`, 'guess') : undefined;
}

/** Folders that the globs of a workspace name and that have a file. */
export function membersOf(files: Files, globs: readonly string[], file: string): readonly string[] {
  const patterns = globs.map((glob) => {
    const bare = glob.replace(/^\.\//, '').replace(/\/$/, '');
    return new RegExp(
      `^${bare.replaceAll(/[.+?^$()|[\]\\]/g, '\\$&').replaceAll(/\*\*?/g, '[^/]+')}$`,
    );
  });
  return files.paths
    .filter((path) => path.endsWith(`/${file}`))
    .map((path) => path.slice(0, -`/${file}`.length))
    .filter((folder) => patterns.some((pattern) => pattern.test(folder)));
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

/** Folders that programs read while they run, by the names that they usually have. */
const readFolders =
  /^(assets|conf|config|configs|db|i18n|lang|locales?|migrations?|prisma|public|resources|static|templates?|translations|views|web)\/$/;

/** The top-level paths that a compiled program may read while it runs. */
export function readAtRunTime(included: readonly string[]): readonly string[] {
  return included.filter((path) => readFolders.test(path));
}
