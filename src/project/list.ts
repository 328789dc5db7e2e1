import { lstatSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bakeListPath, planBakeList } from '../plan/bake-list.ts';
import { renderFile } from '../plan/render.ts';
import { planWorkspace, type SharedFile, sharedPaths } from '../plan/workspace.ts';
import { type ComparedFile, compareProject } from './compare.ts';
import { readText, realPath } from './folder.ts';
import type { ObsoleteFile } from './obsolete.ts';
import { membersIn, rootOf } from './repository.ts';
import { isAsSealed, seal, wasSealed } from './seal.ts';
import type { AnsweredService, ComparedService } from './service.ts';

/**
 * Renders the files that all services of a list share, and compares them with their folders: the
 * Bake file next to the services, and pipelines and update bots at the root of the repository.
 * Unmodified files of an earlier list are replaced, or are no longer needed. Writes nothing.
 *
 * @param services undefined without a list: then there are no shared files
 * @throws Refusal with a sentence where a file cannot be written there.
 */
export function compareList(
  services: readonly AnsweredService[] | undefined,
  folder: string,
): ComparedService {
  const nothing = { files: [], obsolete: { removable: [], changed: [] }, notices: [] };
  if (services === undefined) return nothing;
  const planned = planBakeList(services.map(({ answers }) => answers));
  const bake = compareShared(folder, planned ? [planned] : [], [bakeListPath]);
  const root = rootOf(folder);
  const members = root === undefined ? [] : membersIn(root, services);
  const atRoot = compareShared(root ?? folder, planWorkspace(members), Object.values(sharedPaths));
  const place = relative(folder, root ?? folder);
  const seenFromHere = <T extends { readonly path: string }>(file: T): T => ({
    ...file,
    path: join(place, file.path),
  });
  return {
    ...nothing,
    // Other files at the root of a repository belong to its owners: they stay, without a conflict.
    files: [...bake.files, ...atRoot.files.filter(isOurs).map(seenFromHere)],
    obsolete: {
      removable: [...bake.removable, ...atRoot.removable.map(seenFromHere)],
      changed: [],
    },
  };
}

/** Files in a folder, compared, and unmodified files at other known paths, which are no longer planned. */
function compareShared(
  folder: string,
  planned: readonly SharedFile[],
  known: readonly string[],
): { files: readonly ComparedFile[]; removable: readonly ObsoleteFile[] } {
  const rendered = planned.map((file) => ({
    path: file.path,
    contents: seal(renderFile(file), file.path.endsWith('.json5') ? '//' : '#'),
    isExecutable: false,
    isMerged: false,
  }));
  const files = compareProject(folder, rendered).map((file) => {
    const current = textOf(file.target);
    return { ...file, keepsEdits: isAsSealed(current), isForeign: !wasSealed(current) };
  });
  const removable = known
    .filter((path) => !planned.some((file) => file.path === path))
    .map((path) => ({ path, target: join(realPath(folder), path) }))
    .filter(({ target }) => isAsSealed(textOf(target)));
  return { files, removable };
}

function isOurs({ status, isForeign }: ComparedFile): boolean {
  return status !== 'change' || !isForeign;
}

/** The text of a file; empty if there is none. */
function textOf(target: string): string {
  const isFile = lstatSync(target, { throwIfNoEntry: false })?.isFile() === true;
  return isFile ? (readText(target) ?? '') : '';
}
