import { once } from 'node:events';
import type { User } from './user.ts';

/**
 * Prints until it is told to stop. The first line comes at once, so that a glance at the logs shows
 * that it works.
 */
export async function work(
  print: (line: string) => void,
  { name, uid }: User,
  interval: number,
  stop: AbortSignal,
): Promise<void> {
  const printLine = () => print(`user: ${name} id: ${uid}\n`);
  printLine();
  const timer = setInterval(printLine, interval);
  if (!stop.aborted) await once(stop, 'abort');
  clearInterval(timer);
}
