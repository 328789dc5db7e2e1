#!/usr/bin/env node
import { exitCodes, Refusal } from '../src/refusal.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { doneDocument, errorDocument, type Outcome } from './outcome.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    // Ctrl-C at a question is the question's; this is a signal, and a list may have hidden the cursor.
    if (process.stdout.isTTY) process.stdout.write('\x1b[?25h\n');
    process.exit(exitCodes.interrupted);
  });
// Who reads the output may stop before its end, as head does: that is no error of ours.
process.stdout.on('error', () => process.exit(process.exitCode));
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
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    if (wantsJson) console.log(errorDocument(error));
    return error.code;
  }
}

/** Does what was typed; what only one way needs is loaded on that way. */
async function outcomeOf(typedArguments: Arguments, typed: readonly string[]): Promise<Outcome> {
  if (typedArguments.wantsHelp) {
    const help = (await import('./help.ts')).help();
    return { text: help, data: { help } };
  }
  if (typedArguments.wantsVersion) {
    const { version } = await import('./version.ts');
    return { text: version, data: { package: version } };
  }
  return (await import('./new.ts')).newServices(typedArguments, typed);
}
