import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Answers } from '../answers/parse.ts';
import { filesOf } from '../extras/extra.ts';
import { serviceOf } from '../plan/context.ts';
import { chosenExtras } from '../plan/extras.ts';
import { listed } from './compare.ts';

/**
 * Describes files that have no effect in a project that is a subfolder of a repository: pipelines and
 * update bots read their files at its root only.
 */
export function noticesOfSubfolder(answers: Answers, folder: string): string[] {
  const extras = chosenExtras(answers).filter(({ isAtRoot }) => isAtRoot);
  if (extras.length === 0 || isRoot(folder)) return [];
  const root = rootAbove(folder);
  if (root === undefined) return [];
  const files = extras.flatMap((extra) => filesOf(extra, serviceOf(answers)));
  return [
    `${listed(files)} have no effect in a subfolder of the repository ${root}. Move them to its root, one pipeline per service that runs in the service's folder, or give each service its own repository.`,
  ];
}

/** Whether a folder, which need not exist yet, is in a git repository. */
export function isInRepository(folder: string): boolean {
  return isRoot(folder) || rootAbove(folder) !== undefined;
}

function isRoot(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}

function rootAbove(folder: string): string | undefined {
  const above = dirname(folder);
  if (above === folder) return undefined;
  return isRoot(above) ? above : rootAbove(above);
}
