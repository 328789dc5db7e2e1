import type { Question, QuestionChoice } from '../answers/question.ts';
import { printable } from '../printable.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import type { ComparedFile } from './compare.ts';
import type { Terminal } from './conversation.ts';

/** An edited file, and its name in the prompt. */
export interface FileInTheWay {
  readonly file: ComparedFile;
  readonly path: string;
}

/** Asks of each file that would be overwritten, and returns where those are that are to be kept. */
export async function askWhichToKeep(
  inTheWay: readonly FileInTheWay[],
  terminal: Terminal,
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const [index, { file, path }] of inTheWay.entries()) {
    const fate = await askFate(file, path, terminal);
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
async function askFate(file: ComparedFile, path: string, { ask, print }: Terminal) {
  for (;;) {
    const { isForeign } = file;
    const state = isForeign ? "wasn't written by this tool" : 'has different contents';
    const message = `${printable(path)} already exists and ${state}. Overwrite?`;
    const { fate } = await ask([{ ...fateQuestion, message }]);
    if (fate !== 'show') return fate;
    const { difference } = await import('./difference.ts');
    print(difference(file, path));
  }
}

const fates: readonly QuestionChoice[] = [
  { value: 'keep', title: 'Keep it', why: 'leave your file as it is' },
  { value: 'show', title: 'Show the difference', why: 'then ask again' },
  { value: 'overwrite', title: 'Overwrite it', why: 'replace your file' },
  { value: 'keep-all', title: 'Keep all', why: 'this and all remaining files' },
  { value: 'overwrite-all', title: 'Overwrite all', why: 'this and all remaining files' },
  { value: 'stop', title: 'Cancel', why: 'write nothing' },
];

const fateQuestion: Omit<Question, 'message'> = {
  type: 'select',
  name: 'fate',
  when: () => true,
  default: () => 'keep',
  choices: () => fates,
};
