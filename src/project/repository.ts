import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { serviceOf } from '../plan/context.ts';
import { chosenExtras } from '../plan/extras.ts';
import { type Member, sharedPathOf } from '../plan/workspace.ts';
import { listed } from './compare.ts';
import { readText, realPath } from './folder.ts';
import { wasSealed } from './seal.ts';
import type { AnsweredService } from './service.ts';

/** The root of the repository that a folder is in; undefined if it is in none. */
export function rootOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : rootOf(above);
}

/**
 * The files among these that have changes which git doesn't have yet; none without git.
 *
 * @param paths relative to the folder
 */
export function uncommittedIn(folder: string, paths: readonly string[]): readonly string[] {
  if (paths.length === 0 || rootOf(folder) === undefined) return [];
  const words = ['status', '--porcelain=v1', '--no-renames', '-z', '--', ...paths];
  // With -z, paths are relative to the root of the repository.
  const changed = (outputOf(words, folder) ?? '')
    .split('\0')
    .map((line) => line.slice('XY '.length));
  return paths.filter((path) => changed.some((line) => line === path || line.endsWith(`/${path}`)));
}

/**
 * What the repository has at the top of a folder: names of files, and of folders with a slash at their end.
 * Files that git ignores don't count. Without git, all files do.
 */
export function entriesOf(folder: string): readonly string[] {
  const words = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', '.'];
  const tops = (paths: readonly string[]) =>
    paths.map((path) => (path.includes('/') ? `${path.split('/')[0]}/` : path));
  const listedByGit = rootOf(folder) === undefined ? undefined : outputOf(words, folder);
  const all =
    listedByGit === undefined
      ? readdirSync(folder, { withFileTypes: true }).map((entry) =>
          entry.isDirectory() ? `${entry.name}/` : entry.name,
        )
      : tops(listedByGit.split('\0').filter(Boolean));
  return [...new Set(all)].filter((name) => existsSync(join(folder, name))).sort();
}

/** What git prints; undefined if it fails. */
function outputOf(words: readonly string[], cwd: string): string | undefined {
  try {
    const limit = { maxBuffer: 256 * 1024 * 1024 };
    return execFileSync('git', words, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      ...limit,
    });
  } catch {
    return undefined;
  }
}

/** The services of a list that are in subfolders of a repository's root. */
export function membersIn(root: string, services: readonly AnsweredService[]): readonly Member[] {
  return services
    .filter(({ destination }) => rootOf(destination.folder) === root)
    .map(({ answers, destination }) => ({
      answers,
      folder: folderIn(root, destination.folder),
      today: destination.surroundings.today,
    }))
    .filter(({ folder }) => folder !== '');
}

/**
 * Describes files that have no effect in a project that is a subfolder of a repository: pipelines and
 * update bots read their files at its root only. Files of a list at the root take their place.
 */
export function noticesOfSubfolder(service: AnsweredService): string[] {
  const { answers, destination } = service;
  const root = rootOf(destination.folder);
  if (root === undefined || root === destination.folder) return [];
  const folder = folderIn(root, destination.folder);
  const without = chosenExtras(answers)
    .filter(({ isAtRoot }) => isAtRoot)
    .filter(({ id }) => !isCovered(root, sharedPathOf(id, folder), service.isOfList ?? false));
  if (without.length === 0) return [];
  const target = serviceOf(answers);
  const files = without.flatMap((extra) =>
    extra.files(target).map((template) => ({ path: template.replace(/\.ejs$/, '') })),
  );
  return [
    `${listed(files)}: files in a subfolder of the repository ${root} have no effect. Write the services with an answers file that lists them, move the files to the root, or give each service its own repository.`,
  ];
}

/** Whether a file at the root works for a service in a subfolder: ours, or about to be written. */
function isCovered(root: string, path: string | undefined, isOfList: boolean): boolean {
  if (path === undefined) return false;
  const target = join(root, path);
  return existsSync(target) ? wasSealed(readText(target) ?? '') : isOfList;
}

function folderIn(root: string, folder: string): string {
  return relative(realPath(root), realPath(folder)).split(sep).join('/');
}
