import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Names of the files by which this run announces itself. A killed run in a container may have had its number. */
export const announcements = new Set<string>();

/** Where a file or a folder is made before it is moved to its place; no other run has the same name for it. */
export function besideOf(target: string): string {
  const run = `${process.pid}-${Date.now().toString(36)}`;
  return join(dirname(target), `.${basename(target)}.${run}.hardened-container.tmp`);
}

const leftover = /^\.(?<name>.+)\.(?<pid>\d+)(-\w+)?\.hardened-container\.tmp$/;

/** A file or a folder that a killed run has left, and the name of the one that it was to become. */
export interface Leftover {
  readonly path: string;
  readonly name: string;
}

/** Temporary files that killed runs left in a folder. */
export function leftoversIn(folder: string): Leftover[] {
  return namesIn(folder).flatMap((file) => {
    const { name = '', pid } = leftover.exec(file)?.groups ?? {};
    const isInUse = announcements.has(file) || isAnothers(Number(pid));
    return pid === undefined || isInUse ? [] : [{ path: join(folder, file), name }];
  });
}

/** The files of this name that runs which still go on have made in a folder, other than as this process. */
export function runningIn(folder: string, wanted: string): { path: string; pid: number }[] {
  return namesIn(folder).flatMap((file) => {
    const { name, pid } = leftover.exec(file)?.groups ?? {};
    const isRunning = name === wanted && isAnothers(Number(pid));
    return isRunning ? [{ path: join(folder, file), pid: Number(pid) }] : [];
  });
}

/** Temporary folders that killed runs left next to a folder. Other neighbours belong to other projects. */
export function leftoversBeside(folder: string): readonly Leftover[] {
  const parent = dirname(folder);
  const all = seen.get(parent) ?? leftoversIn(parent);
  seen.set(parent, all);
  return all.filter(({ name }) => name === basename(folder));
}

/** Leftovers next to folders, searched once per run, because the services of a list share a folder. */
const seen = new Map<string, readonly Leftover[]>();

/** What is in a folder; nothing where it may not be listed, which keeps nobody from writing to it. */
function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder);
  } catch {
    return [];
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
    // We may not signal another user's process, but it exists.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
