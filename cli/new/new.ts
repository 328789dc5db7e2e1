import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RawAnswers } from '../../src/answers/parse.ts';
import type { Question } from '../../src/answers/prompts.ts';
import { FilesInTheWayError, filesInTheWay } from '../../src/project/compare.ts';
import { currentFolder } from '../../src/project/destination.ts';
import { checkFolder } from '../../src/project/folder.ts';
import { withDigests } from '../../src/project/pinning.ts';
import {
  type AnsweredService,
  type ComparedService,
  compareService,
} from '../../src/project/service.ts';
import { writeProject } from '../../src/project/write.ts';
import { Refusal } from '../../src/refusal.ts';
import type { Arguments } from '../arguments.ts';
import type { Outcome } from '../outcome.ts';
import { answeredServices, canAsk } from './answering.ts';
import { report, type WrittenService } from './report.ts';
import type { FileInTheWay } from './terminal.ts';

/** Files that somebody has changed, and that are to stay as they are: their absolute paths. */
type Kept = ReadonlySet<string>;

/**
 * hardened-container new, and what adds to a project: asks, plans, renders, compares and writes one
 * service, or those of an answers file. All answers are settled before the first file is written, and each service is
 * rendered whole before its own.
 *
 * @throws Refusal with a sentence where that cannot be.
 */
export async function writeServices(
  typedArguments: Arguments,
  typed: readonly string[],
): Promise<Outcome> {
  const current = currentFolder();
  const words = ['hardened-container', ...typed];
  const ask = (questions: Question[]) => askOnTerminal(questions, typedArguments.wantsJson);
  const answered = await answeredServices({ typedArguments, words, current, ask });
  const services = await withDigests(answered);
  const kept = typedArguments.isDryRun
    ? new Set<string>()
    : await settleConflicts(services, current, typedArguments);
  const written: WrittenService[] = [];
  for (const service of services) {
    const compared = compareService(service);
    if (!typedArguments.isDryRun) writeService(compared, kept, written);
    written.push(await describeService(service, compared, kept, current, typedArguments));
    await hearSignals();
  }
  return report(written, typedArguments.isDryRun);
}

/** Signals are heard between two services, each of which is written whole. */
function hearSignals(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function askOnTerminal(questions: Question[], wantsJson: boolean): Promise<RawAnswers> {
  const { askAll } = await import('./terminal.ts');
  return askAll(questions, wantsJson);
}

/** Finds what is in the way of all services, before the first is written, and has it decided. */
async function settleConflicts(
  services: readonly AnsweredService[],
  current: string,
  typedArguments: Arguments,
): Promise<Kept> {
  const inTheWay: FileInTheWay[] = [];
  for (const service of services) {
    const { folder } = service.destination;
    const place = relative(current, folder);
    checkFolder(folder);
    if (!existsSync(folder)) continue;
    for (const file of filesInTheWay(compareService(service).files))
      inTheWay.push({ file, path: join(place, file.path) });
    await hearSignals();
  }
  if (inTheWay.length === 0 || typedArguments.isForced) return new Set();
  if (!canAsk(typedArguments) || typedArguments.takesDefaults)
    throw new FilesInTheWayError(inTheWay.map(({ path }) => path));
  const { askWhichToKeep } = await import('./terminal.ts');
  return askWhichToKeep(inTheWay, typedArguments.wantsJson);
}

function writeService(
  { files, obsolete }: ComparedService,
  kept: Kept,
  before: readonly WrittenService[],
): void {
  try {
    const wanted = files.filter(({ target }) => !kept.has(target));
    writeProject(wanted, obsolete.removable);
  } catch (error) {
    if (!(error instanceof Refusal) || before.length === 0) throw error;
    const names = before.map(({ answers }) => answers.name).join(', ');
    throw new Refusal(`${error.message} Written before that: ${names}.`, error.code, {
      cause: error,
    });
  }
}

/** What is told of a service; differences are worked out where they are shown. */
async function describeService(
  service: AnsweredService,
  compared: ComparedService,
  kept: Kept,
  current: string,
  { isDryRun, wantsJson }: Arguments,
): Promise<WrittenService> {
  const { answers, destination } = service;
  const counts: Record<string, number> = {};
  const rows = [];
  const count = (status: string) => {
    counts[status] = (counts[status] ?? 0) + 1;
    return isDryRun || wantsJson;
  };
  for (const file of compared.files) {
    const status = kept.has(file.target) ? 'keep' : file.status;
    if (!count(status)) continue;
    const path = join(relative(current, destination.folder), file.path);
    const isShown = isDryRun && status === 'change';
    const diff = isShown && (await import('./difference.ts')).difference(file, path);
    rows.push({ path: file.path, status, ...(diff && { diff }) });
  }
  for (const { path } of compared.obsolete.removable)
    if (count('remove')) rows.push({ path, status: 'remove' });
  return {
    answers,
    folder: destination.folder,
    place: relative(current, destination.folder),
    isNew: destination.isNew,
    notices: compared.notices,
    counts,
    files: rows,
  };
}
