import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { bakeListPath, planBakeList } from '../plan/bake-list.ts';
import { renderFile } from '../plan/render.ts';
import { compareProject } from './compare.ts';
import { readText, realPath } from './folder.ts';
import { isAsSealed, seal, wasSealed } from './seal.ts';
import type { AnsweredService, ComparedService } from './service.ts';

/**
 * Renders the files that all services of a list share, and compares them with the parent folder.
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
  const target = join(realPath(folder), bakeListPath);
  const current = textOf(target);
  const keepsEdits = isAsSealed(current);
  if (planned === undefined) {
    const removable = keepsEdits ? [{ path: bakeListPath, target }] : [];
    return { ...nothing, obsolete: { removable, changed: [] } };
  }
  const file = {
    path: planned.path,
    contents: seal(renderFile(planned)),
    isExecutable: false,
    isMerged: false,
  };
  const isForeign = !wasSealed(current);
  const files = compareProject(folder, [file]).map((compared) => ({
    ...compared,
    keepsEdits,
    isForeign,
  }));
  return { ...nothing, files };
}

/** The text of a file; empty if there is none. */
function textOf(target: string): string {
  const isFile = lstatSync(target, { throwIfNoEntry: false })?.isFile() === true;
  return isFile ? (readText(target) ?? '') : '';
}
