import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../refusal.ts';
import { statOf, wordsOf } from './folder.ts';
import { announcements, besideOf, runningIn } from './leftovers.ts';

/** Milliseconds that a run waits for another one in the same folder. */
const patience = 10_000;

/** What the file that announces a run is called after. */
const announced = 'run';

/**
 * Keeps other runs out of a folder until the returned function is called. A run announces itself by a
 * file, then looks for other announcements, and takes its own back if there are any: so of two runs
 * at most one goes on. A killed run leaves its file, which counts only as long as the process lives.
 *
 * @throws Refusal if another run stays for too long, or the folder can't be written to.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  // A folder that doesn't exist yet is moved to its place whole, and never onto another.
  if (statOf(folder) === undefined) return () => {};
  const end = Date.now() + patience;
  for (;;) {
    const file = announce(folder);
    const others = runningIn(folder, announced).filter(({ path }) => path !== file);
    if (others.length === 0) return () => withdraw(file);
    withdraw(file);
    if (Date.now() > end)
      throw new Refusal(
        `Another run (process ${others[0]?.pid}) is writing to ${folder}. Nothing was written. Run the command again when the other run has ended.`,
      );
    await sleep(20 + Math.random() * 80);
  }
}

/** Does something in a folder while no other run does. */
export async function whileLocked<T>(folder: string, work: () => T): Promise<T> {
  const unlock = await lockFolder(folder);
  try {
    return work();
  } finally {
    unlock();
  }
}

function announce(folder: string): string {
  const file = besideOf(join(folder, announced));
  try {
    writeFileSync(file, '', { flag: 'w' });
    announcements.add(basename(file));
  } catch (error) {
    throw new Refusal(`Can't write to ${folder}: ${wordsOf(error)}.`, undefined, { cause: error });
  }
  return file;
}

function withdraw(file: string): void {
  rmSync(file, { force: true });
  announcements.delete(basename(file));
}
