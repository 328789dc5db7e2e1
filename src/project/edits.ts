import { execFileSync } from 'node:child_process';
import type { Written } from '../answers/stored.ts';
import type { Digests } from '../images/reference.ts';
import { renderFile } from '../plan/render.ts';
import { type Merge, mergedFile } from './addition.ts';
import { type ComparedFile, filesInTheWay } from './compare.ts';
import type { Destination } from './destination.ts';
import { readText, realPath } from './folder.ts';
import { filesOf, killedAnswers } from './obsolete.ts';
import { rootOf } from './repository.ts';
import type { AnsweredService } from './service.ts';
import { blobId } from './written.ts';

/** Gives services that exist what merges into their edited files. It is loaded only if there are any. */
export async function withMerge(
  services: readonly AnsweredService[],
): Promise<readonly AnsweredService[]> {
  if (services.every(({ destination }) => destination.isNew)) return services;
  const { merge } = await import('./merge.ts');
  return services.map((service) =>
    service.destination.isNew ? service : { ...service, mergeEdits: merge },
  );
}

/**
 * Merges what the generator would change into edited files. The base of the merge is the unedited file:
 * this version makes it again from the stored answers, or git still has it. Its recorded id shows
 * that it is the right one. Without it, or if both changed the same lines, the file stays in the way.
 */
export function withMergedEdits(
  files: readonly ComparedFile[],
  { folder, stored, surroundings }: Destination,
  records: readonly Written[],
  merge: Merge,
  digests: Digests,
): ComparedFile[] {
  const edited = filesInTheWay(files);
  if (edited.length === 0) return [...files];
  // A killed run has replaced some files and not others, so a file may be of its record or of the project's.
  const planned = [...killedAnswers(realPath(folder)), stored].flatMap((raw) =>
    filesOf(raw, surroundings, digests),
  );
  const textOf = (path: string, id: string): string | undefined =>
    planned
      .filter((file) => file.path === path)
      .map(renderFile)
      .find((text) => blobId(Buffer.from(text)) === id) ?? blobOf(id, folder);
  const baseOf = ({ path, target }: ComparedFile): string | undefined => {
    const ids = new Set(records.map(({ files }) => files[path]));
    const bases = [...ids].map((id) => (id === undefined ? undefined : textOf(path, id)));
    return nearestTo(readText(target) ?? '', bases);
  };
  return files.map((file) =>
    edited.includes(file) ? mergedFile(file, baseOf(file), merge) : file,
  );
}

/** The text with the fewest lines that the other doesn't have, and the reverse. */
function nearestTo(text: string, others: readonly (string | undefined)[]): string | undefined {
  const missing = (one: string, other: string) => {
    const lines = new Set(other.split('\n'));
    return one.split('\n').filter((line) => !lines.has(line)).length;
  };
  const distanceOf = (other: string) => missing(text, other) + missing(other, text);
  const known = others.filter((other) => other !== undefined);
  return known.sort((a, b) => distanceOf(a) - distanceOf(b))[0];
}

/** The contents that git has under an id; undefined without git, or if it was never committed. */
function blobOf(id: string, folder: string): string | undefined {
  if (!/^[0-9a-f]{40}$/.test(id) || rootOf(folder) === undefined) return undefined;
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
