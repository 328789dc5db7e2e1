import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { AnswersFile, Entry } from '../../src/answers/answers-file.ts';
import { type Call, type Interview, interviewOfService } from '../../src/answers/interview.ts';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { AnswersError, type Problem, show } from '../../src/answers/problem.ts';
import type { DoorId } from '../../src/extras/extra.ts';
import { nameOfSource, readAnswersText, standardInput } from '../../src/project/answers-source.ts';
import type { Terminal } from '../../src/project/conversation.ts';
import {
  type Destination,
  openDestination,
  openPlace,
  openProject,
} from '../../src/project/destination.ts';
import type { AnsweredService } from '../../src/project/service.ts';
import { exitCodes, Refusal } from '../../src/refusal.ts';
import type { Examined } from '../../src/source/detect.ts';
import type { Arguments } from '../arguments.ts';
import { isAddition } from '../commands.ts';

/** How the answers are come by. */
export interface Answering {
  readonly typedArguments: Arguments;
  readonly words: readonly string[];
  readonly current: string;
  /** The program that was found, for adopt. */
  readonly examined?: Examined | undefined;
  /** Loaded only when something is asked. */
  readonly terminal: () => Promise<Terminal>;
}

/** The services that were asked for, and whether they were as a list, even if it is of one. */
export interface AnsweredServices {
  readonly services: readonly AnsweredService[];
  readonly isList: boolean;
}

/** Whether prompts are possible: on a terminal that is not already read for an answers file. */
export function canAsk({ answersFile, wantsJson }: Arguments): boolean {
  const output = wantsJson ? process.stderr : process.stdout;
  return process.stdin.isTTY && output.isTTY && answersFile !== standardInput;
}

/**
 * The services that were asked for, with all their answers: flags win over the answers file,
 * that over what is stored. What is open is asked for one service, and never for a list.
 *
 * @throws Refusal naming all that is wrong, each with its file and line.
 */
export async function answeredServices(answering: Answering): Promise<AnsweredServices> {
  const { answersFile, given, command } = answering.typedArguments;
  const alone = (service: AnsweredService) => ({ services: [service], isList: false });
  if (isAddition(command)) return alone(await answeredAddition(answering, command));
  if (command === 'update') return alone(await answeredUpdate(answering));
  if (answering.examined) return alone(await answeredAdoption(answering, answering.examined));
  if (answersFile === undefined) return alone(await answeredService(answering, {}));
  // A thousand services leave much behind that would be cleared away late: so memory stays flat.
  setFlagsFromString('--optimize-for-size');
  const file = await readEntries(answersFile);
  if (file.isList && given.name !== undefined)
    throw new Refusal(
      `You passed the name ${show(given.name)}, but ${nameOfSource(answersFile)} contains a list of services. Remove the name.`,
      exitCodes.usage,
    );
  const services: AnsweredService[] = [];
  const problems: Problem[] = [];
  for (const entry of file.entries)
    try {
      services.push(await answeredService(answering, entry.answers, file.isList));
    } catch (error) {
      problems.push(...located(error, entry, given));
    }
  if (problems.length > 0) throw new AnswersError(withoutRepeated(problems));
  return { services, isList: file.isList };
}

async function readEntries(path: string): Promise<AnswersFile> {
  const { readAnswersFile } = await import('../../src/answers/answers-file.ts');
  return readAnswersFile(await readAnswersText(path), nameOfSource(path));
}

async function answeredService(
  answering: Answering,
  fromFile: RawAnswers,
  isOfList = false,
): Promise<AnsweredService> {
  const { current, typedArguments } = answering;
  const { name: typed, ...others } = typedArguments.given;
  const { destination, name } =
    typed === undefined
      ? { destination: openDestination(fromFile.name, current), name: undefined }
      : openPlace(typed, current);
  const given = { ...fromFile, ...others, ...(name !== undefined && { name }) };
  return interviewed(interviewOfService, given, destination, answering, { isOfList });
}

/** The project in the current folder, with what is to be added to it. */
async function answeredAddition(answering: Answering, door: DoorId): Promise<AnsweredService> {
  const { interviewOfAddition } = await import('../../src/answers/addition.ts');
  const destination = openProject(answering.current, `hardened-container ${door}`);
  const { given } = answering.typedArguments;
  return interviewed(interviewOfAddition(door), given, destination, answering, {
    isAddition: true,
  });
}

/**
 * The program that was found in a folder, with the answers that its files give.
 *
 * @throws Refusal if the folder is a project already, or has a folder hardening that this tool didn't write.
 */
async function answeredAdoption(
  answering: Answering,
  examined: Examined,
): Promise<AnsweredService> {
  const { typedArguments, current } = answering;
  const root = resolve(current, typedArguments.operand ?? '.');
  const { adoptionOf } = await import('../../src/project/adoption.ts');
  const { destination, sure, guesses, notices } = adoptionOf(root, examined, typedArguments.given);
  const { interviewOfAdoption } = await import('../../src/answers/adoption.ts');
  const given = { ...sure, ...typedArguments.given };
  return interviewed(interviewOfAdoption(guesses), given, destination, answering, { notices });
}

/** The project in a folder, with the answers that it has. */
async function answeredUpdate(answering: Answering): Promise<AnsweredService> {
  const { typedArguments, current } = answering;
  const { operand = '.', isBump } = typedArguments;
  const destination = openProject(resolve(current, operand), 'hardened-container update');
  const { newestVersions } = await import('../../src/answers/newest.ts');
  const given = {
    ...typedArguments.given,
    ...(isBump && newestVersions(destination.stored, destination.surroundings)),
  };
  const unasked = { ...answering, typedArguments: { ...typedArguments, takesDefaults: true } };
  try {
    return await interviewed(interviewOfService, given, destination, unasked, {});
  } catch (error) {
    throw error instanceof AnswersError ? withBump(error) : error;
  }
}

/** A stored version that is no longer supported is nothing that can be typed here, so the way out is another. */
function withBump(error: AnswersError): AnswersError {
  const isVersion = ({ field }: Problem) => /^(language|base)Version$/.test(field);
  return new AnswersError(
    error.problems.map((problem) =>
      isVersion(problem)
        ? { ...problem, message: `${problem.message} To move to a supported version, pass --bump.` }
        : problem,
    ),
  );
}

async function interviewed(
  interview: Interview,
  given: RawAnswers,
  destination: Destination,
  { typedArguments, words, current, terminal }: Answering,
  {
    isOfList = false,
    isAddition,
    notices = [],
  }: Pick<AnsweredService, 'isOfList' | 'isAddition' | 'notices'>,
): Promise<AnsweredService> {
  const { takesDefaults, remove, isDryRun, isForced, onConflict, restores } = typedArguments;
  const call: Call = {
    takesDefaults,
    // Checking standard input opens it, which is slow, and useless with --yes.
    canAsk: !takesDefaults && !isOfList && canAsk(typedArguments),
    silence: isOfList ? 'A list of services is never prompted for' : undefined,
    words,
  };
  const answers = interview.withoutAsking({ given, ...destination, remove }, call);
  const rest = { ...(isAddition && { isAddition }), isForced, onConflict, restores, notices };
  if (answers) return { answers, destination, ...rest };
  const { converse } = await import('../../src/project/conversation.ts');
  const isWriting = !isDryRun;
  const opening = { interview, given, destination, current, remove, isWriting, rest };
  return converse(opening, await terminal());
}

/** What is wrong with a service of a file, with the place; a flag has none. */
function located(error: unknown, { placeOf }: Entry, flags: RawAnswers): Problem[] {
  if (error instanceof AnswersError)
    return error.problems.map((problem) =>
      Object.hasOwn(flags, problem.field)
        ? problem
        : { ...problem, message: `${placeOf(problem.field)}: ${problem.message}` },
    );
  if (!(error instanceof Refusal)) throw error;
  throw new Refusal(`${placeOf()}: ${error.message}`, error.code, { cause: error });
}

/** A flag is for all services of a list, and what is wrong with it is said once. */
function withoutRepeated(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
