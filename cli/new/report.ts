import { join } from 'node:path';
import { nextSteps } from '../../src/plan/next-steps.ts';
import { printable, printableLines } from '../../src/printable.ts';
import {
  countsText,
  fateOf,
  introduction,
  type Result,
  resultLines,
} from '../../src/project/result.ts';
import type { Style } from '../../src/style.ts';
import type { Outcome } from '../outcome.ts';
import type { WrittenFile, WrittenFiles } from './files.ts';

/** A service that has been written, or would be. */
export interface WrittenService extends WrittenFiles, Result {
  /** Whether files have conflicts that are for the user to resolve. */
  readonly isUnresolved: boolean;
}

/** How a report is printed. */
export interface Printing {
  readonly isDryRun: boolean;
  /** Whether several projects were named, even if only one succeeded. */
  readonly isOfSeveral?: boolean;
  readonly style: Style;
  readonly columns: number;
  /** Whether the name of this tool was already printed, above the questions. */
  readonly isIntroduced: boolean;
}

/**
 * What is said at the end, for people and for programs.
 *
 * @param shared files that are all services' of a list
 */
export function report(
  services: readonly WrittenService[],
  shared: readonly WrittenFile[],
  printing: Printing,
): Outcome {
  const { isDryRun } = printing;
  const text = isDryRun ? textOfDryRun(services, shared) : textOf(services, shared, printing);
  // A difference is for patch, which takes it as it is, unless a terminal would act on it.
  const isShown = isDryRun && process.stdout.isTTY;
  return {
    text: isShown ? printableLines(text) : text,
    data: { dryRun: isDryRun, services: services.map(dataOf), files: shared },
  };
}

function textOf(
  services: readonly WrittenService[],
  shared: readonly WrittenFile[],
  { style, columns, isIntroduced, isOfSeveral }: Printing,
): string {
  const [only, ...others] = services;
  const isOne = !isOfSeveral && only !== undefined && others.length === 0 && shared.length === 0;
  return [
    ...(isIntroduced ? [''] : [introduction(style), '']),
    ...(isOne ? resultLines(only, style, columns) : linesOfList(services, shared, style)),
  ].join('\n');
}

function linesOfList(
  services: readonly WrittenService[],
  shared: readonly WrittenFile[],
  { tick }: Style,
): string[] {
  const baked = shared.some(({ status }) => status !== 'remove');
  // A notice for many services is printed once.
  const notices = new Set(services.flatMap((service) => service.notices));
  return [
    ...services.map(
      ({ place, folder, counts }) => `${tick} ${printable(place || folder)}: ${countsText(counts)}`,
    ),
    ...shared.map(({ path, status }) => `${tick} ${path}: ${fateOf(status)}`),
    ...[...notices].map((notice) => `Note: ${printable(notice)}`),
    '',
    `Services: ${services.length}. In each folder, run make build, make verify and make run.`,
    ...(baked
      ? ['To build the images of all services with a Bake file, run docker buildx bake here.']
      : []),
  ];
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

function dataOf({
  answers,
  folder,
  notices,
  files,
  isUnresolved,
  ...situation
}: WrittenService): object {
  const { chosen, waived, ...values } = answers;
  return {
    name: answers.name,
    folder,
    answers: values,
    hardening: chosen.map(({ id }) => id),
    waived,
    files,
    ...(isUnresolved && { isUnresolved }),
    notices,
    nextSteps: nextSteps(answers, situation),
  };
}
