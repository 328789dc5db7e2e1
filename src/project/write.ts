import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { ComparedFile } from './compare.ts';
import { statOf, wordsOf } from './folder.ts';
import { besideOf, type Leftover, leftoversIn } from './leftovers.ts';
import { type ObsoleteFile, removeObsolete } from './obsolete.ts';

/**
 * Writes the files that are not there yet or that differ; what is the same is not
 * touched. All are written beside their places before the first is moved to its
 * own, so that a full disk or a kill leaves every file as it was or as it should be.
 * What is no longer needed goes after that, and last comes the file that keeps the
 * answers: as long as it holds the old ones, the next run finds what is left of them. The
 * new ones lie beside it all the while, and stay there after a kill, so that a run with others
 * finds what is left of these.
 *
 * @throws Refusal with a sentence where that fails.
 */
export function writeProject(
  files: readonly ComparedFile[],
  obsolete: readonly ObsoleteFile[] = [],
): void {
  const staged: StagedFile[] = [];
  try {
    const { ofAnswers, others } = leftoversBeside(files);
    removeAll(others);
    for (const file of files.filter(({ status }) => status !== 'same')) staged.push(stage(file));
    for (const file of staged.filter(({ isMerged }) => !isMerged)) settle(file);
    removeObsolete(obsolete);
    for (const file of staged.filter(({ isMerged }) => isMerged)) settle(file);
    removeAll(ofAnswers);
    for (const file of files) restoreExecutable(file);
  } catch (error) {
    for (const file of staged.reverse()) unstage(file);
    throw error instanceof Refusal ? error : failure('The project', error);
  }
}

interface StagedFile {
  readonly target: string;
  readonly beside: string;
  readonly isMerged: boolean;
  /** The folders that were made for it, the innermost first. */
  readonly folders: readonly string[];
}

function stage({ target, contents, mode, status, isMerged }: ComparedFile): StagedFile {
  const staged = {
    target,
    beside: besideOf(target),
    isMerged,
    folders: missingFolders(dirname(target)),
  };
  try {
    // One by one: under /proc, which takes none, Node's recursive mkdir goes on for ever.
    for (const folder of staged.folders.toReversed()) mkdirSync(folder);
    writeFileSync(staged.beside, contents, { flag: 'wx', mode });
    // A new file gets what the umask leaves of its mode; one that was there keeps its own.
    if (status === 'change') chmodSync(staged.beside, mode);
    return staged;
  } catch (error) {
    unstage(staged);
    throw failure(target, error);
  }
}

function settle({ beside, target }: StagedFile): void {
  renameSync(beside, target);
}

function unstage({ beside, folders }: StagedFile): void {
  attempt(() => rmSync(beside, { force: true }));
  for (const folder of folders) attempt(() => rmdirSync(folder));
}

/** Undoes what can be undone: it may be gone, or in use by somebody else, and the first error is told. */
function attempt(undo: () => void): void {
  try {
    undo();
  } catch {}
}

function missingFolders(folder: string): string[] {
  return statOf(folder) ? [] : [folder, ...missingFolders(dirname(folder))];
}

/** A script that has lost its executable bit, in an archive say, is given it back. */
function restoreExecutable({ target, isExecutable, mode, status }: ComparedFile): void {
  const isOlder = isExecutable && status !== 'create';
  const isRestorable = isOlder && (statSync(target).mode & 0o100) === 0;
  if (isRestorable) chmodSync(target, mode);
}

function failure(what: string, error: unknown): Refusal {
  return new Refusal(`${what} cannot be written: ${wordsOf(error)}.`, undefined, { cause: error });
}

/** What killed runs have left beside files. Of the file that keeps the answers: which files it had made. */
function leftoversBeside(files: readonly ComparedFile[]): {
  ofAnswers: Leftover[];
  others: Leftover[];
} {
  const folders = new Set(files.map(({ target }) => dirname(target)));
  const answers = files.filter(({ isMerged }) => isMerged).map(({ target }) => basename(target));
  const all = [...folders].flatMap(leftoversIn);
  return {
    ofAnswers: all.filter(({ name }) => answers.includes(name)),
    others: all.filter(({ name }) => !answers.includes(name)),
  };
}

function removeAll(leftovers: readonly Leftover[]): void {
  for (const { path } of leftovers) rmSync(path, { force: true });
}
