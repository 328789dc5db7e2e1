import { relative } from 'node:path';
import { columnsOf } from '../../src/layout.ts';
import { currentFolder, refuseOutdated } from '../../src/project/destination.ts';
import { compareList } from '../../src/project/list.ts';
import { whileLocked } from '../../src/project/lock.ts';
import { withDigests } from '../../src/project/pinning.ts';
import { rootOf } from '../../src/project/repository.ts';
import { introduction } from '../../src/project/result.ts';
import {
  type AnsweredService,
  type ComparedService,
  compareService,
  isUpToDate,
  withMerge,
} from '../../src/project/service.ts';
import { writeProject } from '../../src/project/write.ts';
import { exitCodes, Refusal } from '../../src/refusal.ts';
import type { Examined } from '../../src/source/detect.ts';
import { styleOf } from '../../src/style.ts';
import type { Arguments } from '../arguments.ts';
import type { Outcome } from '../outcome.ts';
import { answeredServices } from './answering.ts';
import { nothingSettled, refuseUnseen, type Settlement, settleConflicts } from './conflicts.ts';
import type { WrittenFile } from './files.ts';
import { describeFiles, type Kept } from './files.ts';
import { type Printing, report, type WrittenService } from './report.ts';
import { hearSignals } from './signals.ts';

/**
 * hardened-container new, ci and deploy: asks, plans, renders, compares and writes one
 * service, or the services of an answers file. All answers are settled before the first file is written,
 * and each service is rendered completely before its first file is written.
 *
 * @param examined the program that adopt has found
 * @throws Refusal with a sentence where that cannot be.
 */
export async function writeServices(
  typedArguments: Arguments,
  typed: readonly string[],
  examined?: Examined,
): Promise<Outcome> {
  const { written, shared, printing } = await runServices(typedArguments, typed, examined);
  return { ...report(written, shared, printing), exitCode: exitCodeOf(written) };
}

/** Conflicts that are left in files count as conflicts. */
export function exitCodeOf(written: readonly WrittenService[]): number {
  const isResolved = written.every(({ isUnresolved }) => !isUnresolved);
  return isResolved ? exitCodes.done : exitCodes.inTheWay;
}

/** What was written, or would be. */
export interface ServicesRun {
  readonly written: readonly WrittenService[];
  /** Files that all services of a list share. */
  readonly shared: readonly WrittenFile[];
  readonly printing: Printing;
}

/**
 * The same without the report.
 *
 * @throws Refusal with a sentence where that cannot be.
 */
export async function runServices(
  typedArguments: Arguments,
  typed: readonly string[],
  examined?: Examined,
): Promise<ServicesRun> {
  const current = currentFolder();
  const words = ['hardened-container', ...typed];
  const { isDryRun, wantsJson } = typedArguments;
  const output = wantsJson ? process.stderr : process.stdout;
  const style = styleOf(output);
  let isIntroduced = false;
  const terminal = async () => {
    const { terminalOf } = await import('./terminal.ts');
    const opened = terminalOf(wantsJson);
    output.write(`${introduction(style)}\n\n`);
    isIntroduced = true;
    return opened;
  };
  const answering = { typedArguments, words, current, examined, terminal };
  const { services: answered, isList } = await answeredServices(answering);
  const services = (await withMerge(await withDigests(answered))).map((service) => ({
    ...service,
    isOfList: isList,
  }));
  const ofList = isList ? services : undefined;
  const settled = isDryRun
    ? nothingSettled
    : await settleConflicts(services, ofList, current, typedArguments);
  const { kept } = settled;
  const written: WrittenService[] = [];
  for (const service of services) {
    const compare = () => comparedAgain(service);
    const compared = isDryRun
      ? compareService(service)
      : await inTurn(service.destination.folder, compare, settled, written);
    written.push(await describeService(service, compared, kept, current, typedArguments));
    await hearSignals();
  }
  const compareShared = () => compareList(ofList, current);
  const shared = isDryRun
    ? compareShared()
    : await inTurn(current, compareShared, settled, written);
  const { files } = await describeFiles(shared, '', kept, { ...typedArguments, isTold: true });
  const columns = output.isTTY ? columnsOf(output) : Number.POSITIVE_INFINITY;
  return { written, shared: files, printing: { isDryRun, style, columns, isIntroduced } };
}

/** A service compared with its folder, in which no other run writes now. */
function comparedAgain(service: AnsweredService): ComparedService {
  refuseOutdated(service.destination);
  return compareService(service);
}

function writeService(compared: ComparedService, settled: Settlement): ComparedService {
  refuseUnseen(compared, settled);
  const wanted = compared.files.filter(({ target }) => !settled.kept.has(target));
  writeProject(wanted, compared.obsolete);
  return compared;
}

/** Writes while no other run does, if there is something to write; an error names what was written before. */
async function inTurn(
  folder: string,
  compare: () => ComparedService,
  settled: Settlement,
  before: readonly WrittenService[],
): Promise<ComparedService> {
  try {
    const compared = settled.idle.has(folder) ? compare() : undefined;
    if (compared && isUpToDate(compared)) return writeService(compared, settled);
    return await whileLocked(folder, () => writeService(compare(), settled));
  } catch (error) {
    if (!(error instanceof Refusal) || before.length === 0) throw error;
    const names = before.map(({ answers }) => answers.name).join(', ');
    throw new Refusal(`${error.message} Services already written: ${names}.`, error.code, {
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
    isInRepository: rootOf(destination.folder) !== undefined,
    notices: compared.notices,
    isUnresolved: (compared.unresolved ?? []).length > 0,
    ...(await describeFiles(compared, place, kept, { isDryRun, isTold })),
  };
}
