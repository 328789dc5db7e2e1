import { execFileSync } from 'node:child_process';
import type { Digests } from '../images/reference.ts';
import { renderFile } from '../plan/render.ts';
import { type Merge, mergedFile } from './addition.ts';
import { type ComparedFile, filesInTheWay } from './compare.ts';
import type { Destination } from './destination.ts';
import { realPath } from './folder.ts';
import { filesOf, killedAnswers } from './obsolete.ts';
import { rootOf } from './repository.ts';
import type { AnsweredService } from './service.ts';
import { blobId, recordsOf } from './written.ts';

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
  destination: Destination,
  merge: Merge,
  digests: Digests,
): ComparedFile[] {
  const edited = filesInTheWay(files);
  if (edited.length === 0) return [...files];
  const { folder, stored, storedText, surroundings } = destination;
  // A killed run has replaced some files and not others, so its record comes first.
  const records = recordsOf(folder, storedText);
  const planned = [...killedAnswers(realPath(folder)), stored].flatMap((raw) =>
    filesOf(raw, surroundings, digests),
  );
  const baseOf = (path: string): string | undefined => {
    const [id] = records.map(({ files }) => files[path]).filter((one) => one !== undefined);
    if (id === undefined) return undefined;
    const made = planned
      .filter((file) => file.path === path)
      .map(renderFile)
      .find((text) => blobId(Buffer.from(text)) === id);
    return made ?? blobOf(id, folder);
  };
  return files.map((file) =>
    edited.includes(file) ? mergedFile(file, baseOf(file.path), merge) : file,
  );
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
