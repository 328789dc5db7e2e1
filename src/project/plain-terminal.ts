import { createInterface, type Interface } from 'node:readline';
import type { RawAnswers } from '../answers/parse.ts';
import type { Question, QuestionChoice } from '../answers/question.ts';
import { linesOfSettings } from '../answers/shown.ts';
import { columnsOf, wrap } from '../layout.ts';
import { printable } from '../printable.ts';
import { exitCodes, Refusal } from '../refusal.ts';

/** Whether questions must not be redrawn: a screen reader or a simple terminal shows each line once. */
export function isPlain({ TERM, ACCESSIBLE }: NodeJS.ProcessEnv = process.env): boolean {
  return TERM === 'dumb' || Boolean(ACCESSIBLE && ACCESSIBLE !== '0');
}

/** Asks questions line by line: choices have numbers, and nothing that was printed changes. */
export async function askPlainly(
  questions: readonly Question[],
  output: NodeJS.WriteStream,
): Promise<RawAnswers> {
  const asked: Record<string, unknown> = {};
  for (const question of questions)
    if (question.when(asked)) asked[question.name] = await askUntilValid(question, asked, output);
  return asked;
}

async function askUntilValid(
  question: Question,
  asked: RawAnswers,
  output: NodeJS.WriteStream,
): Promise<unknown> {
  const columns = columnsOf(output);
  const print = (lines: readonly string[]) => output.write(`${lines.join('\n')}\n`);
  const { message } = question;
  const current = question.default(asked);
  const choices = question.choices?.(asked) ?? [];
  const text = typeof message === 'function' ? message(asked) : message;
  print(['', ...wrap(text, columns), ...linesOfChoices(question, asked, columns)]);
  for (;;) {
    output.write(hintOf(question, choices, current));
    const typed = await nextLine();
    const reading = readers[question.type](typed.trim(), choices, current);
    const value = 'value' in reading ? reading.value : undefined;
    const verdict = 'problem' in reading ? reading.problem : question.validate?.(value, asked);
    if (verdict === undefined || verdict === true) return value;
    print(wrap(String(verdict), columns));
  }
}

function linesOfChoices(question: Question, asked: RawAnswers, columns: number): string[] {
  const always = question.always?.(asked) ?? [];
  const choices = question.choices?.(asked) ?? [];
  const marked = question.type === 'checkbox' ? [question.default(asked)].flat() : [];
  const markOf = (value: string) => {
    if (question.type !== 'checkbox') return '';
    return marked.includes(value) ? '[x] ' : '[ ] ';
  };
  const indented = (text: string) =>
    wrap(text, columns - 4).map((line, index) => (index === 0 ? line : `    ${line}`));
  return [
    ...always.flatMap(({ title, why }) => indented(`  - ${title}: ${why} (always on)`)),
    ...choices.flatMap(({ value, title, why, settings }, index) => [
      ...indented(`${String(index + 1).padStart(3)}. ${markOf(value)}${title}: ${why}`),
      ...(settings ? linesOfSettings(settings, columns - 4).map((line) => `    ${line}`) : []),
    ]),
  ];
}

function hintOf({ type }: Question, choices: readonly QuestionChoice[], current: unknown): string {
  if (type === 'input') return current === '' ? '> ' : `Enter for ${printable(String(current))}> `;
  const number = choices.findIndex(({ value }) => value === current) + 1;
  return type === 'select'
    ? `Number, Enter for ${number}> `
    : 'Numbers such as 1,3, or none or all, Enter for the marked ones> ';
}

type Reading = { readonly value: unknown } | { readonly problem: string };

const readers: Readonly<
  Record<
    Question['type'],
    (typed: string, choices: readonly QuestionChoice[], current: unknown) => Reading
  >
> = {
  input: (typed, _choices, current) => ({ value: typed === '' ? current : typed }),
  select(typed, choices, current) {
    if (typed === '') return { value: current };
    return readNumber(typed, choices);
  },
  checkbox(typed, choices, current) {
    if (typed === '') return { value: current };
    if (typed === 'none') return { value: [] };
    if (typed === 'all') return { value: choices.map(({ value }) => value) };
    const readings = typed.split(/[\s,]+/).map((part) => readNumber(part, choices));
    const wrong = readings.find((reading) => 'problem' in reading);
    if (wrong) return wrong;
    return { value: readings.map((reading) => ('value' in reading ? reading.value : undefined)) };
  },
};

/** A number of the list, or the value itself. */
function readNumber(typed: string, choices: readonly QuestionChoice[]): Reading {
  const named = choices.find(({ value }) => value === typed);
  const found = named ?? (/^\d{1,3}$/.test(typed) ? choices[Number(typed) - 1] : undefined);
  return found
    ? { value: found.value }
    : { problem: `Type a number from 1 to ${choices.length}, or press Enter.` };
}

let reader: Interface | undefined;
let hasEnded = false;
const waiting: string[] = [];
let take: ((line: string | undefined) => void) | undefined;

/** The next line that is typed; lines that were pasted at once are kept for later questions. */
async function nextLine(): Promise<string> {
  const line = waiting.shift() ?? (await readLine());
  if (line !== undefined) return line;
  throw new Refusal('Interrupted. Nothing was written.', exitCodes.interrupted);
}

function readLine(): Promise<string | undefined> {
  if (!reader) {
    reader = createInterface({ input: process.stdin, terminal: false });
    reader.on('line', (line) => (take ? take(line) : waiting.push(line)));
    reader.on('close', () => {
      hasEnded = true;
      take?.(undefined);
    });
  }
  if (hasEnded) return Promise.resolve(undefined);
  const { stdin } = process;
  stdin.ref?.();
  reader.resume();
  return new Promise((resolve) => {
    take = (line) => {
      take = undefined;
      if (!hasEnded) reader?.pause();
      // A question that was answered must not keep the process alive.
      stdin.unref?.();
      resolve(line);
    };
  });
}
