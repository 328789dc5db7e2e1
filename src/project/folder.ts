import {
  accessSync,
  constants,
  lstatSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../refusal.ts';

/**
 * Whether files can be written to a folder, which need not exist yet.
 *
 * @throws Refusal with a sentence where it cannot be one, or may not be written to.
 */
export function checkFolder(folder: string): void {
  const stat = statOf(folder);
  if (stat === undefined) {
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Refusal(`${folder} is a symbolic link that leads to nothing: remove the link.`);
    checkFolder(dirname(folder));
    return;
  }
  if (!stat.isDirectory())
    throw new Refusal(
      `${folder} is a file: a folder is needed there, so move it or use another name.`,
    );
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Refusal(`${folder} cannot be written to: ${wordsOf(error)}.`, undefined, {
      cause: error,
    });
  }
}

/** The text of a file; undefined where there is none. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Refusal(`${path} cannot be read: ${wordsOf(error)}.`, undefined, { cause: error });
  }
}

/** What there is at a path, links followed; undefined where there is nothing. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new Refusal(`${path} cannot be used: ${wordsOf(error)}.`, undefined, { cause: error });
  }
}

/** Where a path really leads, whose last parts need not exist yet. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return join(realPath(dirname(path)), basename(path));
    throw new Refusal(`${path} cannot be used: ${wordsOf(error)}.`, undefined, { cause: error });
  }
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission',
  EPERM: 'the system does not permit it',
  EEXIST: 'something else is there by now',
  ENOTEMPTY: 'something else is there by now',
  EROFS: 'the file system is read-only',
  ENOENT: 'nothing can be made there',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'your share of the disk is used up',
  EFBIG: 'the file would be larger than is permitted',
  ENOTDIR: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'the path is too long',
};

/** An error of the file system in words, for the end of a sentence. */
export function wordsOf(error: unknown): string {
  const code = codeOf(error);
  return words[code] ?? code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
