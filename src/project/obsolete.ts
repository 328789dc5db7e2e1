import { lstatSync, readdirSync, rmdirSync, rmSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAnswers } from '../answers/parse.ts';
import { AnswersError } from '../answers/problem.ts';
import { type PlannedFile, planProject } from '../plan/plan.ts';
import { renderFile } from '../plan/render.ts';
import { Refusal } from '../refusal.ts';
import { type ComparedFile, hasContents } from './compare.ts';
import type { Destination } from './destination.ts';
import { checkFolder, realPath, wordsOf } from './folder.ts';

/** A file that the answers kept so far had written, and that those of today do not. */
export interface ObsoleteFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** Where it is; no symbolic link is on the way there. */
  readonly target: string;
}

/** What is left of earlier answers. */
export interface Obsolete {
  /** Still just as it was written: removing it loses nothing. */
  readonly removable: readonly ObsoleteFile[];
  /** Not ours to remove, as somebody has changed it, or put something else in its place. */
  readonly changed: readonly ObsoleteFile[];
}

/**
 * The files that the answers kept in a folder stand for, and that are not among those
 * to be written there now. Nothing is removed.
 *
 * @throws Refusal with a sentence where one that is to be removed cannot be.
 */
export function findObsolete(
  { folder, stored, isNew, surroundings }: Destination,
  files: readonly ComparedFile[],
): Obsolete {
  const planned = new Set(files.map(({ path }) => path));
  // A file may be written through a link to the place of another.
  const written = new Set(files.map(({ target }) => target));
  const root = realPath(folder);
  const removable: ObsoleteFile[] = [];
  const changed: ObsoleteFile[] = [];
  for (const file of isNew ? [] : storedFiles(stored, surroundings)) {
    const target = join(root, file.path);
    if (planned.has(file.path) || written.has(target)) continue;
    const stat = statBelow(root, file.path);
    if (!stat) continue;
    const isOurs = stat.isFile() && hasContents(target, stat, renderFile(file));
    if (isOurs) checkFolder(dirname(target));
    (isOurs ? removable : changed).push({ path: file.path, target });
  }
  return { removable, changed };
}

/** What the answers kept so far had planned; nothing where they can no longer be read. */
function storedFiles(
  stored: Destination['stored'],
  surroundings: Destination['surroundings'],
): readonly PlannedFile[] {
  try {
    // What was taken when it was supported is past its end of life some day.
    const answers = parseAnswers({ ...stored, allowEol: true }, surroundings);
    return planProject(answers, surroundings.today).files;
  } catch (error) {
    if (error instanceof AnswersError) return [];
    throw error;
  }
}

/** What there is at a path below a folder; the first link on the way there, which is not followed. */
function statBelow(root: string, path: string): Stats | undefined {
  let stat: Stats | undefined;
  let place = root;
  for (const part of path.split('/')) {
    if (stat && !stat.isDirectory()) return stat.isSymbolicLink() ? stat : undefined;
    place = join(place, part);
    stat = lstatSync(place, { throwIfNoEntry: false });
    if (!stat) return undefined;
  }
  return stat;
}

/** Says of files that are left where they are what is to be done about them. */
export function noticesOfObsolete({ changed }: Obsolete): string[] {
  return changed.map(
    ({ path }) =>
      `${path} is no longer part of the project, and is not as it was written: delete it if you do not need it.`,
  );
}

/**
 * Removes files, and the folders that are empty without them.
 *
 * @throws Refusal with a sentence where that fails.
 */
export function removeObsolete(files: readonly ObsoleteFile[]): void {
  for (const { target } of files)
    try {
      rmSync(target, { force: true });
    } catch (error) {
      throw failure(target, error);
    }
  removeEmptied(files);
}

/** Removes the folders that are empty since these files are gone; the project's own is never one. */
export function removeEmptied(files: readonly ObsoleteFile[]): void {
  for (const { path, target } of files) {
    let folder = dirname(target);
    for (let depth = path.split('/').length; depth > 1 && isEmpty(folder); depth--) {
      try {
        rmdirSync(folder);
      } catch (error) {
        throw failure(folder, error);
      }
      folder = dirname(folder);
    }
  }
}

/** Whether a folder is there, and nothing in it. */
function isEmpty(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && readdirSync(folder).length === 0;
}

function failure(what: string, error: unknown): Refusal {
  return new Refusal(`${what} cannot be removed: ${wordsOf(error)}.`, undefined, { cause: error });
}
