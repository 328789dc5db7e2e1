import type { RawAnswers } from '../../src/answers/parse.ts';
import type { Question } from '../../src/answers/question.ts';
import { columnsOf } from '../../src/layout.ts';
import { printableLines } from '../../src/printable.ts';
import type { Terminal } from '../../src/project/conversation.ts';
import { exitCodes, Refusal } from '../../src/refusal.ts';

/** The terminal; standard error where standard output is for a program. */
export function terminalOf(isOnStandardError: boolean): Terminal {
  const output = outputOf(isOnStandardError);
  return {
    ask: (questions) => unlessInterrupted(askQuestions(questions, output)),
    print: (text) => output.write(`${printableLines(text)}\n`),
    columns: columnsOf(output),
  };
}

/** Asks the questions in order, each in the light of the answers before it. */
async function askQuestions(
  questions: readonly Question[],
  output: NodeJS.WriteStream,
): Promise<RawAnswers> {
  const plain = await import('../../src/project/plain-terminal.ts');
  if (plain.isPlain()) return plain.askPlainly(questions, output);
  const asked: Record<string, unknown> = {};
  const { askQuestion } = await import('./prompt.ts');
  for (const question of questions) {
    const room = { columns: columnsOf(output), rows: output.rows };
    if (question.when(asked))
      asked[question.name] = await askQuestion(question, asked, output, room);
  }
  return asked;
}

function outputOf(isOnStandardError: boolean): NodeJS.WriteStream {
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
