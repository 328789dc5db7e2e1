import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Bytes that a file may have which is read whole: a hundred times what any of ours has. */
export const largestFile = 1024 * 1024;

/** Why a file that exists isn't read: the end of a sentence. */
export class UnusableFile extends Error {}

/**
 * The bytes of a file. A FIFO would wait for a writer and a device may never end, so both are
 * rejected without waiting.
 *
 * @throws UnusableFile, or the error of the file system.
 */
export function readRegularFile(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() && !stat.isDirectory())
      throw new UnusableFile("it isn't a regular file. Remove it or use another path");
    if (stat.size > largestFile)
      throw new UnusableFile('it is larger than 1 MiB. Remove it or use another path');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
