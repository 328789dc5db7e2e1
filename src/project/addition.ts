import type { Digests } from '../images/reference.ts';
import { renderFile } from '../plan/render.ts';
import type { ComparedFile } from './compare.ts';
import type { Destination } from './destination.ts';
import { readText } from './folder.ts';
import { filesOf } from './obsolete.ts';

/**
 * A text with what has changed from one version of it to another, where somebody has changed it as
 * well; undefined where both have changed the same lines.
 */
export type Merge = (before: string, after: string, current: string) => string | undefined;

/**
 * Of a project's files those that other answers change. What is the same in the light of both is
 * left alone, whatever somebody has made of it since; into the others the change is worked.
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

function mergedFile(file: ComparedFile, before: string | undefined, merge: Merge): ComparedFile {
  if (before === undefined || file.status !== 'change') return file;
  const current = readText(file.target) ?? '';
  const contents = merge(before, file.contents, current);
  if (contents === undefined) return file;
  const status = contents === current ? 'same' : 'change';
  return { ...file, contents, status, keepsEdits: true };
}
