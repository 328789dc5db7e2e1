import { join } from 'node:path';
import type { Answers } from '../../src/answers/parse.ts';
import { nextSteps } from '../../src/plan/next-steps.ts';
import type { Outcome } from '../outcome.ts';

/** A service that has been written, or would be. */
export interface WrittenService {
  readonly answers: Answers;
  readonly folder: string;
  /** Its folder, from the current one; empty where that is the same. */
  readonly place: string;
  readonly isNew: boolean;
  readonly notices: readonly string[];
  /** How many files there are of each status. */
  readonly counts: Readonly<Record<string, number>>;
  /** The files, where they are told one by one. */
  readonly files: readonly { path: string; status: string; diff?: string }[];
}

const done = {
  create: 'created',
  change: 'changed',
  remove: 'removed',
  same: 'unchanged',
  keep: 'kept as they are',
};

/** What is said at the end, for people and for programs. */
export function report(services: readonly WrittenService[], isDryRun: boolean): Outcome {
  return {
    text: isDryRun ? services.map(textOfDryRun).join('\n\n') : textOf(services),
    data: { dryRun: isDryRun, services: services.map(dataOf) },
  };
}

function textOf(services: readonly WrittenService[]): string {
  // What is true of many services is said once.
  const notices = new Set(services.flatMap((service) => service.notices));
  const notes = [...notices].map((notice) => `Note: ${notice}`);
  const [only, ...others] = services;
  const isOne = only !== undefined && others.length === 0;
  return [...notes, ...(isOne ? linesOfOne(only) : linesOfList(services))].join('\n');
}

function linesOfOne(service: WrittenService): string[] {
  const { answers, place, isNew } = service;
  const steps = nextSteps(answers, place, isNew).map((step) => `  ${step}`);
  const where = place || 'this folder';
  return [`Files in ${where}: ${countsOf(service)}. What to type next:`, '', ...steps];
}

function linesOfList(services: readonly WrittenService[]): string[] {
  return [
    ...services.map((service) => `${service.place}: ${countsOf(service)}.`),
    '',
    `Services: ${services.length}. In the folder of each: make build, make verify, make run.`,
  ];
}

function countsOf({ counts }: WrittenService): string {
  return Object.entries(done)
    .flatMap(([status, what]) => (counts[status] ? [`${counts[status]} ${what}`] : []))
    .join(', ');
}

function textOfDryRun({ place, files, notices }: WrittenService): string {
  return [
    ...notices.map((notice) => `Note: ${notice}`),
    ...files.flatMap(({ path, status, diff }) => [
      `${status.padEnd('create'.length)}  ${join(place, path)}`,
      ...(diff ? [diff] : []),
    ]),
  ].join('\n');
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
