import type { RawAnswers } from '../../src/answers/parse.ts';
import type { Question } from '../../src/answers/prompts.ts';
import { printable, printableLines } from '../../src/printable.ts';
import type { ComparedFile } from '../../src/project/compare.ts';
import { exitCodes, Refusal } from '../../src/refusal.ts';
import { askChoice, askQuestions, type Choice } from './prompt.ts';

/** An edited file, and its name in the prompt. */
export interface FileInTheWay {
  readonly file: ComparedFile;
  readonly path: string;
}

/** Asks on the terminal, in order; on standard error where standard output is for a program. */
export async function askAll(
  questions: readonly Question[],
  isOnStandardError: boolean,
): Promise<RawAnswers> {
  return unlessInterrupted(askQuestions(questions, outputOf(isOnStandardError)));
}

/** Asks of each file that would be overwritten, and returns where those are that are to be kept. */
export async function askWhichToKeep(
  inTheWay: readonly FileInTheWay[],
  isOnStandardError: boolean,
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const [index, { file, path }] of inTheWay.entries()) {
    const fate = await askFate(file, path, isOnStandardError);
    if (fate === 'stop') throw new Refusal('Canceled. Nothing was written.', exitCodes.inTheWay);
    if (fate === 'overwrite-all') break;
    if (fate === 'keep-all') {
      for (const other of inTheWay.slice(index)) kept.add(other.file.target);
      break;
    }
    if (fate === 'keep') kept.add(file.target);
  }
  return kept;
}

/** Asks what becomes of one file, again after its difference was shown. */
async function askFate(file: ComparedFile, path: string, isOnStandardError: boolean) {
  const output = outputOf(isOnStandardError);
  for (;;) {
    const { isForeign } = file;
    const state = isForeign ? "wasn't written by this tool" : 'has different contents';
    const message = `${printable(path)} already exists and ${state}. Overwrite?`;
    const fate = await unlessInterrupted(askChoice(message, fates, output));
    if (fate !== 'show') return fate;
    const { difference } = await import('./difference.ts');
    output.write(`${printableLines(difference(file, path))}\n`);
  }
}

const fates: readonly Choice[] = [
  { value: 'keep', name: 'Keep it' },
  { value: 'show', name: 'Show the difference' },
  { value: 'overwrite', name: 'Overwrite it' },
  { value: 'keep-all', name: 'Keep it and all remaining files' },
  { value: 'overwrite-all', name: 'Overwrite it and all remaining files' },
  { value: 'stop', name: 'Cancel and write nothing' },
];

function outputOf(isOnStandardError: boolean): NodeJS.WritableStream {
  return isOnStandardError ? process.stderr : process.stdout;
}

/** Turns Ctrl-C at a question into a message. */
async function unlessInterrupted<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    const isInterrupted = error instanceof Error && error.name === 'ExitPromptError';
    if (!isInterrupted) throw error;
    throw new Refusal('Interrupted. Nothing was written.', exitCodes.interrupted, { cause: error });
  }
}
