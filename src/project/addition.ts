import type { Digests } from '../images/reference.ts';
import { renderFile } from '../plan/render.ts';
import { type ComparedFile, hasContents } from './compare.ts';
import type { Destination } from './destination.ts';
import { readText, statOf } from './folder.ts';
import { filesOf } from './obsolete.ts';

/**
 * Merges the change between two versions of a text into an edited copy; undefined if both changed the
 * same lines.
 */
export type Merge = (before: string, after: string, current: string) => string | undefined;

/**
 * The files of a project that other answers change. Files that both answers generate alike are left
 * alone, even if edited. The change is merged into the others.
 */
export function changedByAnswers(
  files: readonly ComparedFile[],
  { stored, surroundings }: Destination,
  merge: Merge,
  digests: Digests,
): ComparedFile[] {
  const earlier = new Map(
    filesOf(stored, surroundings, digests).map((file) => [file.path, renderFile(file)] as const),
  );
  return files
    .filter(({ path, contents }) => earlier.get(path) !== contents)
    .map((file) => mergedFile(file, earlier.get(file.path), merge));
}

/** A file with what changed between a text and its new contents merged into it, if that is possible. */
export function mergedFile(
  file: ComparedFile,
  before: string | undefined,
  merge: Merge,
): ComparedFile {
  if (before === undefined || file.status !== 'change') return file;
  const current = readText(file.target) ?? '';
  const stat = statOf(file.target);
  // Bytes that aren't UTF-8 would be lost in a merged text.
  if (!stat || !hasContents(file.target, stat, current)) return file;
  const contents = merge(before, file.contents, current);
  if (contents === undefined) return file;
  const status = contents === current ? 'same' : 'change';
  return { ...file, contents, status, keepsEdits: true };
}
