import { lstatSync, readdirSync, rmdirSync, rmSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAnswers, type RawAnswers } from '../answers/parse.ts';
import { readStored } from '../answers/stored.ts';
import type { Digests } from '../images/reference.ts';
import { type PlannedFile, planProject } from '../plan/plan.ts';
import { renderFile } from '../plan/render.ts';
import { Refusal, unlessRefused } from '../refusal.ts';
import { type ComparedFile, hasContents } from './compare.ts';
import type { Destination } from './destination.ts';
import { checkFolder, realPath, refuseMoved, wordsOf } from './folder.ts';
import { isAsWritten, recordsOf } from './written.ts';

/** A file of the stored answers that today's answers don't plan. */
export interface ObsoleteFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** Where it is; no symbolic link is on the way there. */
  readonly target: string;
}

/** Files of earlier answers. */
export interface Obsolete {
  /** Unmodified: removing it loses nothing. */
  readonly removable: readonly ObsoleteFile[];
  /** Not ours to remove: it was edited or replaced. */
  readonly changed: readonly ObsoleteFile[];
  /** Gone already, by a run that was killed before it removed the empty folders. */
  readonly gone?: readonly ObsoleteFile[];
}

/**
 * The files of a folder's stored answers, or of runs that were killed there, that the new plan doesn't
 * contain. Removes nothing.
 *
 * @param killed what killed runs have left: see killedTexts
 * @throws Refusal with a sentence where one that is to be removed cannot be.
 */
export function findObsolete(
  { folder, stored, storedText, surroundings }: Destination,
  files: readonly ComparedFile[],
  killed: readonly string[],
): Obsolete {
  const planned = new Set(files.map(({ path }) => path));
  // A file may be written through a link to the place of another.
  const written = new Set(files.map(({ target }) => target));
  const root = realPath(folder);
  const earlier = [stored, ...killedAnswers(killed)].flatMap((raw) => filesOf(raw, surroundings));
  const records = recordsOf(killed, storedText);
  const removable: ObsoleteFile[] = [];
  const changed: ObsoleteFile[] = [];
  const gone: ObsoleteFile[] = [];
  for (const [path, candidates] of byPath(earlier)) {
    const target = join(root, path);
    if (planned.has(path) || written.has(target)) continue;
    const stat = statBelow(root, path);
    if (!stat) {
      if (statBelow(root, dirname(path))?.isDirectory()) gone.push({ path, target });
      continue;
    }
    const isOurs =
      stat.isFile() &&
      (candidates.some((file) => hasContents(target, stat, renderFile(file))) ||
        isAsWritten(path, target, records));
    if (isOurs) checkFolder(dirname(target));
    (isOurs ? removable : changed).push({ path, target });
  }
  return { removable, changed, gone };
}

/** The paths that this tool has written to a folder, according to its answers or to killed runs. */
export function writtenPaths(
  { stored, surroundings }: Destination,
  killed: readonly string[],
): ReadonlySet<string> {
  const earlier = [stored, ...killedAnswers(killed)];
  return new Set(earlier.flatMap((raw) => filesOf(raw, surroundings)).map(({ path }) => path));
}

/** Earlier answers may have planned the same file in different ways. */
function byPath(files: readonly PlannedFile[]): ReadonlyMap<string, readonly PlannedFile[]> {
  const found = new Map<string, PlannedFile[]>();
  for (const file of files) found.set(file.path, [...(found.get(file.path) ?? []), file]);
  return found;
}

/** The answers of runs that were killed before they could keep them. */
export function killedAnswers(killed: readonly string[]): RawAnswers[] {
  return killed.map((text) => unlessRefused(() => readStored(text), {}));
}

/** What answers had planned; nothing where there are none, or they can no longer be read. */
export function filesOf(
  raw: RawAnswers,
  surroundings: Destination['surroundings'],
  digests?: Digests,
): readonly PlannedFile[] {
  if (Object.keys(raw).length === 0) return [];
  // What was taken when it was supported is past its end of life some day.
  const parse = () => parseAnswers({ ...raw, allowEol: true }, surroundings);
  const answers = unlessRefused(parse, undefined);
  return answers ? planProject(answers, surroundings.today, digests).files : [];
}

/** The entry at a path in a folder. The first link on the way is returned, not followed. */
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
      `${path} is no longer part of the project, but you have edited it. Delete it if you don't need it.`,
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
      refuseMoved(target);
      rmSync(target, { force: true });
    } catch (error) {
      throw error instanceof Refusal ? error : failure(target, error);
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
  return new Refusal(`Can't remove ${what}: ${wordsOf(error)}.`, undefined, { cause: error });
}
