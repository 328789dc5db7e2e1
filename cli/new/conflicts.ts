import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FilesInTheWayError, filesInTheWay, listed } from '../../src/project/compare.ts';
import type { FileInTheWay } from '../../src/project/fates.ts';
import { checkFolder } from '../../src/project/folder.ts';
import { compareList } from '../../src/project/list.ts';
import {
  type AnsweredService,
  type ComparedService,
  compareService,
  isUpToDate,
} from '../../src/project/service.ts';
import { exitCodes, Refusal } from '../../src/refusal.ts';
import type { Arguments } from '../arguments.ts';
import { canAsk } from './answering.ts';
import type { Kept } from './files.ts';
import { hearSignals } from './signals.ts';

/** What was decided about conflicting files before the first file is written. */
export interface Settlement {
  readonly kept: Kept;
  /** Absolute paths of the conflicting files that were seen: each is kept, or may be overwritten. */
  readonly seen: ReadonlySet<string>;
  /** Folders in which there was nothing to write. */
  readonly idle: ReadonlySet<string>;
}

export const nothingSettled: Settlement = { kept: new Set(), seen: new Set(), idle: new Set() };

/**
 * Finds the conflicting files of all services, before the first is written, and has it decided what
 * becomes of each. --force decides for files that this tool has written, and never for others.
 *
 * @throws FilesInTheWayError if nobody can be asked.
 */
export async function settleConflicts(
  services: readonly AnsweredService[],
  ofList: readonly AnsweredService[] | undefined,
  current: string,
  typedArguments: Arguments,
): Promise<Settlement> {
  const { found, idle } = await findConflicts(services, ofList, current);
  const seen = new Set(found.map(({ file }) => file.target));
  const open = found.filter(({ file }) => file.isForeign || !typedArguments.isForced);
  if (open.length === 0) return { kept: new Set(), seen, idle };
  if (!canAsk(typedArguments) || typedArguments.takesDefaults)
    throw new FilesInTheWayError(
      open.map(({ path, file }) => ({ path, isForeign: file.isForeign })),
    );
  const { askWhichToKeep } = await import('../../src/project/fates.ts');
  const { terminalOf } = await import('./terminal.ts');
  return { kept: await askWhichToKeep(open, terminalOf(typedArguments.wantsJson)), seen, idle };
}

async function findConflicts(
  services: readonly AnsweredService[],
  ofList: readonly AnsweredService[] | undefined,
  current: string,
): Promise<{ readonly found: readonly FileInTheWay[]; readonly idle: ReadonlySet<string> }> {
  const found: FileInTheWay[] = [];
  const idle = new Set<string>();
  const find = (compared: ComparedService, folder: string, place: string) => {
    if (isUpToDate(compared)) idle.add(folder);
    for (const file of filesInTheWay(compared.files))
      found.push({ file, path: join(place, file.path) });
  };
  for (const service of services) {
    const { folder } = service.destination;
    checkFolder(folder);
    if (!existsSync(folder)) continue;
    find(compareService(service), folder, relative(current, folder));
    await hearSignals();
  }
  find(compareList(ofList, current), current, '');
  return { found, idle };
}

/**
 * Makes sure, right before files are written, that there is no conflict that nobody has decided about.
 *
 * @throws Refusal naming the files.
 */
export function refuseUnseen({ files }: ComparedService, { seen }: Settlement): void {
  const unseen = filesInTheWay(files).filter(({ target }) => !seen.has(target));
  if (unseen.length === 0) return;
  throw new Refusal(
    `${listed(unseen)} changed in the meantime. Nothing more was written. Run the command again to compare.`,
    exitCodes.inTheWay,
  );
}
