import { accessSync, constants, lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../refusal.ts';
import { readRegularFile, UnusableFile } from '../regular-file.ts';

/**
 * Whether files can be written to a folder, which need not exist yet.
 *
 * @throws Refusal with a sentence where it cannot be one, or may not be written to.
 */
export function checkFolder(folder: string): void {
  const stat = statOf(folder);
  if (stat === undefined) {
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Refusal(
        `${folder} is a symbolic link to a path that doesn't exist. Remove the link.`,
      );
    checkFolder(dirname(folder));
    return;
  }
  if (!stat.isDirectory())
    throw new Refusal(`${folder} is a file, not a folder. Move it or use another name.`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Refusal(`Can't write to ${folder}: ${wordsOf(error)}.`, undefined, {
      cause: error,
    });
  }
}

/**
 * The text of a file; undefined if there is none.
 *
 * @throws Refusal if it can't be read, isn't a regular file, or is too large to be one of ours.
 */
export function readText(path: string): string | undefined {
  try {
    return readRegularFile(path).toString('utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Refusal(`Can't read ${path}: ${wordsOf(error)}.`, undefined, { cause: error });
  }
}

/** The entry at a path, with links resolved; undefined if it doesn't exist. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new Refusal(`Can't use ${path}: ${wordsOf(error)}.`, undefined, { cause: error });
  }
}

/** The entry at a path itself, which may be a link; undefined if it doesn't exist. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new Refusal(`Can't use ${path}: ${wordsOf(error)}.`, undefined, { cause: error });
  }
}

/** Where a path really leads, whose last parts need not exist yet. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return join(realPath(dirname(path)), basename(path));
    throw new Refusal(`Can't use ${path}: ${wordsOf(error)}.`, undefined, { cause: error });
  }
}

/**
 * Makes sure, right before something is written, that the folder of a real path is still a real one.
 *
 * @throws Refusal if a symbolic link has taken its place, which could lead anywhere.
 */
export function refuseMoved(target: string): void {
  const folder = dirname(target);
  if (realPath(folder) !== folder)
    throw new Refusal(
      `${folder} was replaced by a symbolic link in the meantime. Check the link and run the command again.`,
    );
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied. Change its permissions or use another folder',
  EPERM: 'the system does not permit it. Use another folder',
  EEXIST: 'something else was created there in the meantime. Run the command again',
  ENOTEMPTY: 'something else was created there in the meantime. Run the command again',
  EROFS: 'the file system is read-only. Use another folder',
  ENOENT: 'no file can be created there. Use another folder',
  ENXIO: "it isn't a regular file. Remove it or use another path",
  ENOSPC: 'no space left on the disk. Free some and run the command again',
  EDQUOT: 'your disk quota is used up. Free some space and run the command again',
  EFBIG: 'the file is larger than permitted. Raise the limit, see ulimit -f',
  ENOTDIR: 'a part of the path is a file. Use another path',
  EISDIR: 'it is a folder. Remove it or use another path',
  ELOOP: 'its symbolic links form a loop. Remove one of them',
  ENAMETOOLONG: 'the path is too long. Use a shorter name',
};

/** An error of the file system in words, with the way out, for the end of a sentence. */
export function wordsOf(error: unknown): string {
  if (error instanceof UnusableFile) return error.message;
  const code = codeOf(error);
  return words[code] ?? code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
