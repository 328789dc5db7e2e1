import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { statOf } from './folder.ts';

/** Where a file is written to before it is moved to its place; no other run has the same name for it. */
export function besideOf(target: string): string {
  const run = `${process.pid}-${Date.now().toString(36)}`;
  return join(dirname(target), `.${basename(target)}.${run}.hardened-container.tmp`);
}

const leftover = /^\.(?<name>.+)\.(?<pid>\d+)(-\w+)?\.hardened-container\.tmp$/;

/** A file that a killed run has left, and the name of the one that it was to become. */
export interface Leftover {
  readonly path: string;
  readonly name: string;
}

/** What runs that were killed have left in a folder, beside its files. */
export function leftoversIn(folder: string): Leftover[] {
  if (!statOf(folder)?.isDirectory()) return [];
  return readdirSync(folder).flatMap((file) => {
    const { name = '', pid } = leftover.exec(file)?.groups ?? {};
    return pid === undefined || isAnothers(Number(pid)) ? [] : [{ path: join(folder, file), name }];
  });
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
