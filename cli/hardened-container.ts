#!/usr/bin/env node
import { wordsOf } from '../src/project/folder.ts';
import { exitCodes, Refusal } from '../src/refusal.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { isAddition } from './commands.ts';
import { doneDocument, errorDocument, type Outcome } from './outcome.ts';

const showCursor = '\x1b[?25h';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    // Ctrl-C at a question is the question's; this is a signal, and a list may have hidden the cursor.
    [process.stdout, process.stderr].find(({ isTTY }) => isTTY)?.write(`${showCursor}\n`);
    console.error('Interrupted. No file is half written. Run the command again to write the rest.');
    process.exit(exitCodes.interrupted);
  });
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader of the output, such as head, may stop early: that isn't an error.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? exitCodes.failed);
  console.error(`Can't write the output: ${wordsOf(error)}.`);
  process.exit(exitCodes.failed);
});
// The command is built as CommonJS, which has no await here.
run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

/** The exit code of what was typed. */
async function run(typed: readonly string[]): Promise<number> {
  // A mistake in the flags is told in the form that was asked for as well.
  const wantsJson = typed.includes('--json');
  try {
    const outcome = await outcomeOf(readArguments(typed), typed);
    (wantsJson ? console.error : console.log)(outcome.text);
    if (wantsJson) console.log(doneDocument(outcome));
    return outcome.exitCode ?? exitCodes.done;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    if (wantsJson) console.log(errorDocument(error));
    return error.code;
  }
}

/** Does what was typed; what only one way needs is loaded on that way. */
async function outcomeOf(typedArguments: Arguments, typed: readonly string[]): Promise<Outcome> {
  const { command, wantsHelp, wantsVersion } = typedArguments;
  if (wantsHelp) return (await import('./help.ts')).help(command);
  if (wantsVersion) {
    const { version } = await import('../src/version.ts');
    return { text: version, data: { package: version } };
  }
  if (command === 'adopt') return (await import('./adopt.ts')).adopt(typedArguments, typed);
  if (command === 'update') return (await import('./update.ts')).update(typedArguments, typed);
  if (command === 'new' || isAddition(command))
    return (await import('./new/new.ts')).writeServices(typedArguments, typed);
  return (await import('./telling.ts')).tell(command, typedArguments);
}
