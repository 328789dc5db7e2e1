import inquirer from 'inquirer';
import type { RawAnswers } from '../src/answers/parse.ts';
import type { Question } from '../src/answers/prompts.ts';
import { exitCodes, Refusal } from '../src/refusal.ts';

/** Asks on the terminal, in order. */
export async function askAll(questions: readonly Question[]): Promise<RawAnswers> {
  return prompt(questions);
}

/** Asks of each file that would be overwritten, and returns those to keep as they are. */
export async function askWhichToKeep(paths: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const [index, path] of paths.entries()) {
    const { action } = await prompt([
      {
        type: 'select',
        name: 'action',
        message: `${path} differs from what would be written. What becomes of it?`,
        choices: [
          { value: 'overwrite', name: 'Overwrite it' },
          { value: 'keep', name: 'Keep it' },
          { value: 'keep-all', name: 'Keep it, and all others that differ' },
          { value: 'stop', name: 'Stop, and write nothing' },
        ],
      },
    ]);
    if (action === 'stop') throw new Refusal('Stopped: nothing is written.', exitCodes.inTheWay);
    if (action === 'keep-all') return [...kept, ...paths.slice(index)];
    if (action === 'keep') kept.push(path);
  }
  return kept;
}

/** inquirer's types know single prompts better than lists of them. */
async function prompt(questions: readonly unknown[]): Promise<RawAnswers> {
  try {
    return await inquirer.prompt(questions as Parameters<typeof inquirer.prompt>[0]);
  } catch (error) {
    const isInterrupted = error instanceof Error && error.name === 'ExitPromptError';
    if (!isInterrupted) throw error;
    throw new Refusal('Interrupted: nothing is written.', exitCodes.interrupted, { cause: error });
  }
}
