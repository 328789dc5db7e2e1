import packageJson from '../../package.json' with { type: 'json' };
import type { Answers } from '../answers/parse.ts';
import { wrap } from '../layout.ts';
import { meaningOfSteps, nextSteps, type Situation, undoOf } from '../plan/next-steps.ts';
import { printable } from '../printable.ts';
import type { Style } from '../style.ts';

/** A service that has been written. */
export interface Result extends Situation {
  readonly answers: Answers;
  readonly folder: string;
  readonly notices: readonly string[];
  /** How many files there are of each status. */
  readonly counts: Readonly<Record<string, number>>;
}

const done: Readonly<Record<string, string>> = {
  create: 'created',
  change: 'changed',
  remove: 'removed',
  same: 'unchanged',
  keep: 'kept',
};

/** The name and version of this tool. */
export function introduction({ strong }: Style): string {
  return `${strong('hardened-container')} ${packageJson.version}`;
}

/** What was done, and the commands to run next. */
export function resultLines(result: Result, { tick }: Style, columns: number): readonly string[] {
  const { answers, folder, notices } = result;
  return [
    `${tick} ${deedOf(result)} ${answers.name} in ${printable(folder)}`,
    `${tick} Files: ${countsText(result.counts)}`,
    ...notices.flatMap((notice) => ['', ...wrap(`Note: ${printable(notice)}`, columns)]),
    ...undoLines(result),
    '',
    'Next steps:',
    '',
    ...nextSteps(answers, result).map((step) => `  ${step}`),
    '',
    ...meaningOfSteps(answers).flatMap((sentence) => wrap(sentence, columns)),
  ];
}

function deedOf(result: Result): string {
  if (result.isNew) return 'Created';
  return isIdle(result) ? 'Checked' : 'Updated';
}

/** Whether no file was touched. */
function isIdle({ counts }: Result): boolean {
  return !counts.create && !counts.change && !counts.remove;
}

function undoLines(result: Result): string[] {
  const command = isIdle(result) ? undefined : undoOf(result);
  return command ? ['', 'To undo this (and git stash pop to repeat it):', '', `  ${command}`] : [];
}

/** How many files were created, changed and so on. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(done)
    .flatMap(([status, what]) => (counts[status] ? [`${counts[status]} ${what}`] : []))
    .join(', ');
}

/** What happened to a file of a status. */
export function fateOf(status: string): string {
  return done[status] ?? status;
}

/** Counts files by status. */
export function countOf(statuses: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
