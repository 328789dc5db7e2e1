import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RawAnswers } from '../../src/answers/parse.ts';
import type { Question } from '../../src/answers/prompts.ts';
import { FilesInTheWayError, filesInTheWay } from '../../src/project/compare.ts';
import { currentFolder } from '../../src/project/destination.ts';
import { checkFolder } from '../../src/project/folder.ts';
import { compareList } from '../../src/project/list.ts';
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
import { describeFiles, type Kept } from './files.ts';
import { report, type WrittenService } from './report.ts';
import type { FileInTheWay } from './terminal.ts';

/**
 * hardened-container new, and what adds to a project: asks, plans, renders, compares and writes one
 * service, or those of an answers file. All answers are settled before the first file is written,
 * and each service is rendered whole before its own.
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
  const answering = { typedArguments, words, current, ask };
  const { services: answered, isList } = await answeredServices(answering);
  const services = await withDigests(answered);
  const ofList = isList ? services : undefined;
  const kept = typedArguments.isDryRun
    ? new Set<string>()
    : await settleConflicts(services, ofList, current, typedArguments);
  const written: WrittenService[] = [];
  for (const service of services) {
    const compared = compareService(service);
    if (!typedArguments.isDryRun) writeService(compared, kept, written);
    written.push(await describeService(service, compared, kept, current, typedArguments));
    await hearSignals();
  }
  const shared = compareList(ofList, current);
  if (!typedArguments.isDryRun) writeService(shared, kept, written);
  const { files } = await describeFiles(shared, '', kept, { ...typedArguments, isTold: true });
  return report(written, files, typedArguments.isDryRun);
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
  ofList: readonly AnsweredService[] | undefined,
  current: string,
  typedArguments: Arguments,
): Promise<Kept> {
  const inTheWay: FileInTheWay[] = [];
  const find = (compared: ComparedService, place: string) => {
    for (const file of filesInTheWay(compared.files))
      inTheWay.push({ file, path: join(place, file.path) });
  };
  for (const service of services) {
    const { folder } = service.destination;
    checkFolder(folder);
    if (!existsSync(folder)) continue;
    find(compareService(service), relative(current, folder));
    await hearSignals();
  }
  find(compareList(ofList, current), '');
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

/** What is told of a service. */
async function describeService(
  { answers, destination }: AnsweredService,
  compared: ComparedService,
  kept: Kept,
  current: string,
  { isDryRun, wantsJson }: Arguments,
): Promise<WrittenService> {
  const place = relative(current, destination.folder);
  const isTold = isDryRun || wantsJson;
  return {
    answers,
    folder: destination.folder,
    place,
    isNew: destination.isNew,
    notices: compared.notices,
    ...(await describeFiles(compared, place, kept, { isDryRun, isTold })),
  };
}
