import { relative } from 'node:path';
import { answersWithoutAsking, askedAnswers } from '../src/answers/interview.ts';
import type { RawAnswers } from '../src/answers/parse.ts';
import type { Question } from '../src/answers/prompts.ts';
import { nextSteps } from '../src/plan/next-steps.ts';
import { planProject } from '../src/plan/plan.ts';
import {
  type ComparedFile,
  compareProject,
  filesInTheWay,
  refuseToOverwrite,
} from '../src/project/compare.ts';
import { currentFolder, openDestination } from '../src/project/destination.ts';
import { renderProject } from '../src/project/project.ts';
import { writeProject } from '../src/project/write.ts';
import type { Arguments } from './arguments.ts';

/**
 * hardened-container new: asks, plans, renders, compares and writes a service.
 *
 * @throws Refusal with a sentence where that cannot be; then nothing is written.
 */
export async function newService(
  { given, takesDefaults, isForced }: Arguments,
  typed: readonly string[],
): Promise<void> {
  const current = currentFolder();
  const destination = openDestination(given.name, current);
  const known = { given, ...destination };
  const canAsk = process.stdin.isTTY === true;
  const words = ['hardened-container', ...typed];
  const answers =
    answersWithoutAsking(known, { takesDefaults, canAsk, words }) ??
    (await askedAnswers(known, ask));
  const plan = planProject(answers, destination.surroundings.today);
  const rendered = renderProject(plan, answers, destination.storedText);
  const compared = compareProject(destination.folder, rendered);
  const files = isForced ? compared : await settleConflicts(compared, canAsk && !takesDefaults);
  writeProject(files);
  for (const notice of plan.notices) console.error(`Note: ${notice}`);
  report(files, nextSteps(answers, relative(current, destination.folder), destination.isNew));
}

async function ask(questions: Question[]): Promise<RawAnswers> {
  const { askAll } = await import('./terminal.ts');
  return askAll(questions);
}

/** The files to write: a file that somebody has changed is overwritten only if they say so. */
async function settleConflicts(
  files: readonly ComparedFile[],
  canAsk: boolean,
): Promise<readonly ComparedFile[]> {
  const inTheWay = filesInTheWay(files).map(({ path }) => path);
  if (!canAsk) refuseToOverwrite(files);
  if (inTheWay.length === 0) return files;
  const { askWhichToKeep } = await import('./terminal.ts');
  const kept = await askWhichToKeep(inTheWay);
  return files.filter(({ path }) => !kept.includes(path));
}

function report(files: readonly ComparedFile[], steps: readonly string[]): void {
  const count = (status: string) => files.filter((file) => file.status === status).length;
  const counts = [
    [count('create'), 'created'],
    [count('change'), 'changed'],
    [count('same'), 'unchanged'],
  ].flatMap(([number, what]) => (number ? [`${number} ${what}`] : []));
  console.log(`Files: ${counts.join(', ')}. What to type next:\n`);
  for (const step of steps) console.log(`  ${step}`);
}
