#!/usr/bin/env node
import { exitCodes, Refusal } from '../src/refusal.ts';
import { readArguments } from './arguments.ts';

process.on('SIGINT', () => {
  // Ctrl-C at a question is the question's; this is a signal, and a list may have hidden the cursor.
  if (process.stdout.isTTY) process.stdout.write('\x1b[?25h\n');
  process.exit(exitCodes.interrupted);
});
process.exitCode = await run(process.argv.slice(2));

/** The exit code of what was typed; what only one way needs is loaded on that way. */
async function run(typed: readonly string[]): Promise<number> {
  try {
    const typedArguments = readArguments(typed);
    if (typedArguments.wantsHelp) console.log((await import('./help.ts')).help());
    else if (typedArguments.wantsVersion) console.log((await import('./version.ts')).version());
    else await (await import('./new.ts')).newService(typedArguments, typed);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return error.code;
  }
}
