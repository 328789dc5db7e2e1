import { linesOf, type Row, wrap } from '../layout.ts';
import type { RawAnswers } from './parse.ts';
import type { Question, QuestionChoice } from './question.ts';
import type { Setting } from './settings.ts';

/** Room on a terminal. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** A choice in the form that all lists of inquirer take. */
export type ShownChoice =
  | {
      readonly value: string;
      readonly name: string;
      /** How it is shown once it is chosen. */
      readonly short: string;
      /** Shown below the list while the cursor is on it. */
      readonly description?: string;
    }
  | { readonly type: 'separator'; readonly separator: string };

/** Columns that lists need for the cursor and the box. */
const margin = 4;

/** Lines that a list leaves to the question, the description and the keys. */
const otherRows = 7;

/** Lines of a list that are seen at once. */
export function pageSizeOf({ rows }: Room): number {
  return Math.max(5, Math.min(24, (rows || 24) - otherRows));
}

/** Choices that a list shows on two lines each, where one is too short; a longer list cuts its lines. */
const mostOnTwoLines = 8;

/** The choices of a question, each with its description: next to it if lines are wide enough, else below it. */
export function shownChoices(question: Question, asked: RawAnswers, room: Room): ShownChoice[] {
  const choices = question.choices?.(asked) ?? [];
  const always = (question.always?.(asked) ?? []).map((choice) => ({
    ...choice,
    why: `always on: ${choice.why}`,
  }));
  const nameOf = namer([...always, ...choices], room.columns - margin);
  return [
    ...always.map((choice) => ({ type: 'separator' as const, separator: `✔ ${nameOf(choice)}` })),
    ...choices.map((choice) => {
      const name = nameOf(choice);
      const description = noteOf(choice, name, room.columns);
      const { value, title } = choice;
      const short = question.type === 'checkbox' ? value : title;
      return { value, short, name, ...(description && { description }) };
    }),
  ];
}

/** How each choice of a list is written, so that all of them look the same. */
function namer(all: readonly QuestionChoice[], columns: number) {
  const column = Math.max(0, ...all.map(({ title }) => title.length));
  const room = columns - column - '  '.length;
  const fits = all.every(({ why }) => why.length <= room);
  return ({ title, why }: QuestionChoice): string => {
    if (!fits && all.length <= mostOnTwoLines)
      return [title, ...wrap(why, columns - margin).map((line) => `      ${line}`)].join('\n');
    const text = why.length <= room ? why : `${why.slice(0, room - 1)}…`;
    return `${title.padEnd(column)}  ${text}`;
  };
}

function noteOf({ why, note, settings }: QuestionChoice, name: string, columns: number): string {
  if (settings) return linesOfSettings(settings, columns).join('\n');
  const cut = name.endsWith('…') ? [why] : [];
  const texts = [...cut, ...(note === undefined ? [] : [note])];
  return texts.flatMap((text) => wrap(text, columns)).join('\n');
}

/** Settings, one line each: what a value means is said where there is room. */
export function linesOfSettings(settings: readonly Setting[], columns: number): readonly string[] {
  const column = Math.max(0, ...settings.map(({ label }) => label.length));
  const room = columns - column - margin;
  const rows: Row[] = settings.map(({ label, value, why }) => {
    const text = why ? `${value} (${why})` : value;
    return { term: label, text: text.length <= room ? text : value };
  });
  return linesOf(rows, columns, column);
}

/** Whether an answer can be used; else the sentence that says why not, in lines that are not too long. */
export function verdictOn(
  { validate }: Question,
  answer: unknown,
  asked: RawAnswers,
  { columns }: Room,
): true | string {
  const verdict = validate?.(answer, asked) ?? true;
  return verdict === true || wrap(verdict, columns - '> '.length).join('\n');
}

/** The line that replaces an answered checkbox, however many boxes it had. */
export function summaryOf(
  chosen: readonly { readonly short: string }[],
  all: readonly unknown[],
): string {
  const list = chosen.map(({ short }) => short).join(', ') || 'none';
  const isBox = (item: unknown) => (item as { readonly type?: string }).type !== 'separator';
  return list.length <= 40 ? list : `${chosen.length} of ${all.filter(isBox).length}`;
}

/** The keys of a list, in words. */
export function keysHelp(keys: readonly (readonly [string, string])[]): string {
  const named = keys.map(([key, does]) => `${keyNames[key] ?? key} ${verbs[does] ?? does}`);
  return [...named, 'Ctrl-C cancel'].join(' · ');
}

const keyNames: Readonly<Record<string, string>> = { '⏎': 'Enter', space: 'Space' };
const verbs: Readonly<Record<string, string>> = {
  navigate: 'move',
  submit: 'continue',
};
