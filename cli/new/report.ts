import { join } from 'node:path';
import type { Answers } from '../../src/answers/parse.ts';
import { nextSteps } from '../../src/plan/next-steps.ts';
import { printableLines } from '../../src/printable.ts';
import type { Outcome } from '../outcome.ts';
import type { WrittenFile, WrittenFiles } from './files.ts';

/** A service that has been written, or would be. */
export interface WrittenService extends WrittenFiles {
  readonly answers: Answers;
  readonly folder: string;
  /** Its folder, from the current one; empty where that is the same. */
  readonly place: string;
  readonly isNew: boolean;
  readonly notices: readonly string[];
}

const done = {
  create: 'created',
  change: 'changed',
  remove: 'removed',
  same: 'unchanged',
  keep: 'kept',
};

/**
 * What is said at the end, for people and for programs.
 *
 * @param shared files that are all services' of a list
 */
export function report(
  services: readonly WrittenService[],
  shared: readonly WrittenFile[],
  isDryRun: boolean,
): Outcome {
  const text = isDryRun ? textOfDryRun(services, shared) : textOf(services, shared);
  // A difference is for patch, which takes it as it is, unless a terminal would act on it.
  const isForPatch = isDryRun && !process.stdout.isTTY;
  return {
    text: isForPatch ? text : printableLines(text),
    data: { dryRun: isDryRun, services: services.map(dataOf), files: shared },
  };
}

function textOf(services: readonly WrittenService[], shared: readonly WrittenFile[]): string {
  // What is true of many services is said once.
  const notices = new Set(services.flatMap((service) => service.notices));
  const notes = [...notices].map((notice) => `Note: ${notice}`);
  const [only, ...others] = services;
  const isOne = only !== undefined && others.length === 0 && shared.length === 0;
  return [...notes, ...(isOne ? linesOfOne(only) : linesOfList(services, shared))].join('\n');
}

function linesOfOne(service: WrittenService): string[] {
  const { answers, place, isNew } = service;
  const steps = nextSteps(answers, place, isNew).map((step) => `  ${step}`);
  const where = place || 'this folder';
  return [`Files in ${where}: ${countsOf(service)}. Next steps:`, '', ...steps];
}

function linesOfList(
  services: readonly WrittenService[],
  shared: readonly WrittenFile[],
): string[] {
  const baked = shared.some(({ status }) => status !== 'remove');
  return [
    ...services.map((service) => `${service.place}: ${countsOf(service)}.`),
    ...shared.map(({ path, status }) => `${path}: ${fateOf(status)}.`),
    '',
    `Services: ${services.length}. In each folder, run make build, make verify and make run.`,
    ...(baked
      ? ['To build the images of all services with a Bake file, run docker buildx bake here.']
      : []),
  ];
}

function fateOf(status: string): string {
  return status === 'keep' ? 'kept' : (done[status as keyof typeof done] ?? status);
}

function countsOf({ counts }: WrittenService): string {
  return Object.entries(done)
    .flatMap(([status, what]) => (counts[status] ? [`${counts[status]} ${what}`] : []))
    .join(', ');
}

function textOfDryRun(services: readonly WrittenService[], shared: readonly WrittenFile[]): string {
  const texts = services.map(({ place, files, notices }) =>
    [...notices.map((notice) => `Note: ${notice}`), ...linesOfFiles(files, place)].join('\n'),
  );
  return [...texts, linesOfFiles(shared, '').join('\n')].filter(Boolean).join('\n\n');
}

function linesOfFiles(files: readonly WrittenFile[], place: string): string[] {
  return files.flatMap(({ path, status, diff }) => [
    `${status.padEnd('create'.length)}  ${join(place, path)}`,
    ...(diff ? [diff] : []),
  ]);
}

function dataOf({ answers, folder, place, isNew, notices, files }: WrittenService): object {
  const { chosen, waived, ...values } = answers;
  return {
    name: answers.name,
    folder,
    answers: values,
    hardening: chosen.map(({ id }) => id),
    waived,
    files,
    notices,
    nextSteps: nextSteps(answers, place, isNew),
  };
}
