import { currentUser } from './user.ts';
import { version } from './version.ts';
import { work } from './work.ts';

/** The time from one line to the next, in milliseconds. */
const interval = 1000;

/** Does what the arguments say, until it is told to stop. Returns the exit code. */
export async function run(args: readonly string[], stop: AbortSignal): Promise<number> {
  if (args.length === 1 && args[0] === 'version') {
    console.log(version);
    return 0;
  }
  if (args.length > 0) {
    console.error(`unknown arguments ${JSON.stringify(args)}: give none to start, or version`);
    return 2;
  }
  await work((line) => process.stdout.write(line), currentUser(), interval, stop);
  return 0;
}
