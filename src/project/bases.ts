import { execFileSync } from 'node:child_process';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Written } from '../answers/stored.ts';
import { rootOf } from './repository.ts';
import { blobId } from './written.ts';

/**
 * The unedited text of an edited file, which a merge starts from: the record keeps it, this version makes
 * it again, or git still has it. Its recorded id shows that it is the right one.
 *
 * @param current the text of the edited file
 * @param textsOf what this version can make again of a path
 */
export function baseOf(
  path: string,
  current: string,
  records: readonly Written[],
  folder: string,
  textsOf: (path: string) => readonly string[],
): string | undefined {
  const known = records.map(({ files, bases }) => ({ id: files[path], packed: bases?.[path] }));
  const candidates = () => [...known.map(({ packed }) => unpack(packed)), ...textsOf(path)];
  const textOf = (id: string) =>
    candidates().find((text) => text !== undefined && blobId(Buffer.from(text)) === id) ??
    blobOf(id, folder);
  const ids = new Set(known.map(({ id }) => id).filter((id) => id !== undefined));
  // A killed run has replaced some files and not others, so a file may be of its record or of the project's.
  const bases = [...ids].map(textOf).filter((text) => text !== undefined);
  return nearestTo(current, bases);
}

/** A text in the form in which the record keeps it: deflated, in base64. */
export function pack(text: string): string {
  return deflateRawSync(text).toString('base64');
}

/** The text of a packed one; undefined if it is none. */
function unpack(packed: string | undefined): string | undefined {
  if (packed === undefined) return undefined;
  try {
    return inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: 1 << 20 }).toString();
  } catch {
    return undefined;
  }
}

/** The text with the fewest lines that the other doesn't have, and the reverse. */
function nearestTo(text: string, others: readonly string[]): string | undefined {
  const missing = (one: string, other: string) => {
    const lines = new Set(other.split('\n'));
    return one.split('\n').filter((line) => !lines.has(line)).length;
  };
  const distanceOf = (other: string) => missing(text, other) + missing(other, text);
  return others.toSorted((a, b) => distanceOf(a) - distanceOf(b))[0];
}

/** The contents that git has under an id; undefined without git, or if it was never committed. */
function blobOf(id: string, folder: string): string | undefined {
  if (rootOf(folder) === undefined) return undefined;
  try {
    return execFileSync('git', ['cat-file', 'blob', id], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      // A partial clone would ask the network for it.
      env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
    });
  } catch {
    return undefined;
  }
}
