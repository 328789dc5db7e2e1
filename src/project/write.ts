import {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { ComparedFile } from './compare.ts';
import { statOf, wordsOf } from './folder.ts';
import { type ObsoleteFile, removeObsolete } from './obsolete.ts';

/**
 * Writes the files that are not there yet or that differ; what is the same is not
 * touched. All are written beside their places before the first is moved to its
 * own, so that a full disk or a kill leaves every file as it was or as it should be.
 * What is no longer needed goes after that, and last comes the file that keeps the
 * answers: as long as it holds the old ones, the next run finds what is left of them.
 *
 * @throws Refusal with a sentence where that fails.
 */
export function writeProject(
  files: readonly ComparedFile[],
  obsolete: readonly ObsoleteFile[] = [],
): void {
  const staged: StagedFile[] = [];
  try {
    removeLeftovers(files);
    for (const file of files.filter(({ status }) => status !== 'same')) staged.push(stage(file));
    for (const file of staged.filter(({ isMerged }) => !isMerged)) settle(file);
    removeObsolete(obsolete);
    for (const file of staged.filter(({ isMerged }) => isMerged)) settle(file);
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
    beside: join(dirname(target), `.${basename(target)}.${process.pid}${suffix}`),
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

const suffix = '.hardened-container.tmp';
const leftover = /^\..+\.(?<pid>\d+)\.hardened-container\.tmp$/;

/** Removes what runs that were killed have left beside the files. */
function removeLeftovers(files: readonly ComparedFile[]): void {
  for (const folder of new Set(files.map(({ target }) => dirname(target)))) {
    if (!statOf(folder)?.isDirectory()) continue;
    for (const name of readdirSync(folder)) {
      const pid = leftover.exec(name)?.groups?.pid;
      if (pid !== undefined && !isAnothers(Number(pid)))
        rmSync(join(folder, name), { force: true });
    }
  }
}

/** Whether another process of that number is running, whose file it may be. */
function isAnothers(pid: number): boolean {
  // In a container every run may have the number of the one that was killed.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but there it is.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
