import type Generator from 'yeoman-generator';
import { columnsOf } from '../../src/layout.ts';
import { printableLines } from '../../src/printable.ts';
import type { Terminal } from '../../src/project/conversation.ts';
import { askPlainly, isPlain } from '../../src/project/plain-terminal.ts';
import { asInquirer } from './questions.ts';
import { explainInterrupt } from './yeoman.ts';

/** The terminal of a generator: Yeoman prompts, or plain lists where it redraws nothing. */
export function terminalOf(generator: Generator): Terminal {
  const room = { columns: columnsOf(process.stdout), rows: process.stdout.rows };
  return {
    ask: (questions) =>
      isPlain() && process.stdin.isTTY
        ? askPlainly(questions, process.stdout)
        : generator
            .prompt(questions.map((question) => asInquirer(question, room)) as never)
            .catch(explainInterrupt),
    print: (text) => generator.log(printableLines(text)),
    columns: room.columns,
  };
}
