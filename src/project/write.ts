import {
  chmodSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { Refusal } from '../refusal.ts';
import { type ComparedFile, listed } from './compare.ts';
import { refuseMoved, statOf, wordsOf } from './folder.ts';
import { besideOf, type Leftover, leftoversBeside, leftoversIn } from './leftovers.ts';
import { type Obsolete, removeEmptied, removeObsolete } from './obsolete.ts';

/**
 * Writes new and changed files; unchanged files are not touched. All files are
 * written next to their places before the first one is renamed. After a full disk or a kill,
 * every file is therefore either old or new. A new folder is filled next to its
 * place and renamed as a whole. Obsolete files are removed after that. The answers file comes
 * last: as long as it has the old answers, the next run finds their files. The
 * new answers are next to it meanwhile and stay there after a kill, so that a later run
 * finds the files of these, too.
 *
 * @throws Refusal with a sentence where that fails.
 */
export function writeProject(
  files: readonly ComparedFile[],
  { removable = [], gone = [] }: Partial<Obsolete> = {},
): void {
  const staged: StagedEntry[] = [];
  const settled: StagedEntry[] = [];
  try {
    const { ofAnswers, others } = leftoversOf(files);
    removeAll(others);
    for (const file of files.filter(({ status }) => status !== 'same')) stage(file, staged);
    for (const entry of staged.filter(({ isNew }) => isNew)) refuseToReplace(entry);
    for (const entry of staged.filter(({ isMerged }) => !isMerged)) settle(entry, settled);
    removeObsolete(removable);
    removeEmptied(gone);
    for (const entry of staged.filter(({ isMerged }) => isMerged)) settle(entry, settled);
    removeAll(ofAnswers);
    for (const file of files) restoreExecutable(file);
  } catch (error) {
    for (const { beside } of staged) attempt(() => removeAll([{ path: beside }]));
    throw withSettled(error instanceof Refusal ? error : failure('the project', error), settled);
  }
}

/** A file, or a folder with its contents, that is written next to its place and then renamed. */
interface StagedEntry {
  readonly target: string;
  readonly beside: string;
  /** Whether there was nothing in its place. */
  readonly isNew: boolean;
  readonly isMerged: boolean;
  /** The folders that are there for it: the one that it is made in, and those within it. */
  readonly folders: Set<string>;
}

function stage(file: ComparedFile, staged: StagedEntry[]): void {
  const { target, contents, mode, status } = file;
  try {
    const entry =
      staged.find((folder) => target.startsWith(folder.target + sep)) ?? addEntry(file, staged);
    const path = entry.beside + target.slice(entry.target.length);
    makeFolder(dirname(path), entry);
    writeFileSync(path, contents, { flag: 'wx', mode });
    // A new file gets what the umask leaves of its mode; one that was there keeps its own.
    if (status === 'change') chmodSync(path, mode);
  } catch (error) {
    throw error instanceof Refusal ? error : failure(target, error);
  }
}

function addEntry(file: ComparedFile, staged: StagedEntry[]): StagedEntry {
  const target = topmostMissing(file.target);
  refuseMoved(target);
  const entry = {
    target,
    beside: besideOf(target),
    isNew: file.status === 'create',
    isMerged: file.isMerged,
    folders: new Set([dirname(target)]),
  };
  staged.push(entry);
  return entry;
}

/** The topmost folder of a file that is not there yet, or where all are, the file. */
function topmostMissing(path: string): string {
  return statOf(dirname(path)) ? path : topmostMissing(dirname(path));
}

/** Folders are made one by one: under /proc, which takes none, Node's recursive mkdir goes on for ever. */
function makeFolder(folder: string, entry: StagedEntry): void {
  if (entry.folders.has(folder)) return;
  makeFolder(dirname(folder), entry);
  mkdirSync(folder);
  entry.folders.add(folder);
}

/** A file that was created meanwhile isn't ours to overwrite. */
function refuseToReplace({ target }: StagedEntry): void {
  if (lstatSync(target, { throwIfNoEntry: false }))
    throw new Refusal(
      `${target} was created by another program in the meantime. Run the command again to compare with it.`,
    );
}

function settle(entry: StagedEntry, settled: StagedEntry[]): void {
  const { beside, target } = entry;
  refuseMoved(target);
  try {
    renameSync(beside, target);
  } catch (error) {
    throw failure(target, error);
  }
  settled.push(entry);
}

/** A failure with the files that are in their places already. */
function withSettled(error: Refusal, settled: readonly StagedEntry[]): Refusal {
  if (settled.length === 0) return error;
  const files = settled.map(({ target }) => ({ path: relative(process.cwd(), target) || target }));
  const message = `${error.message} Already written: ${listed(files)}. Run the command again to write the rest.`;
  return new Refusal(message, error.code, { cause: error });
}

/** Undoes a step if possible. It may be gone or in use; the first error is the one to report. */
function attempt(undo: () => void): void {
  try {
    undo();
  } catch {}
}

/** A script that has lost its executable bit, in an archive say, is given it back. */
function restoreExecutable({ target, isExecutable, mode, status }: ComparedFile): void {
  const isOlder = isExecutable && status !== 'create';
  const isRestorable = isOlder && (statSync(target).mode & 0o100) === 0;
  if (isRestorable) chmodSync(target, mode);
}

function failure(what: string, error: unknown): Refusal {
  return new Refusal(`Can't write ${what}: ${wordsOf(error)}.`, undefined, { cause: error });
}

/** What killed runs have left. Of the file that keeps the answers: which files they had made. */
function leftoversOf(files: readonly ComparedFile[]): {
  ofAnswers: Leftover[];
  others: Leftover[];
} {
  const folders = [...new Set(files.map(({ target }) => dirname(target)))];
  const answers = files.filter(({ isMerged }) => isMerged).map(({ target }) => basename(target));
  const within = folders.flatMap(leftoversIn);
  const outermost = folders.filter((folder) => !folders.includes(dirname(folder)));
  return {
    ofAnswers: within.filter(({ name }) => answers.includes(name)),
    others: [
      ...within.filter(({ name }) => !answers.includes(name)),
      ...outermost.flatMap(leftoversBeside),
    ],
  };
}

function removeAll(leftovers: readonly Pick<Leftover, 'path'>[]): void {
  for (const { path } of leftovers) rmSync(path, { recursive: true, force: true });
}
