import { replacing } from './mutant.ts';
import type { BrokenSource } from './source.ts';

/** The http service with another probe. */
function probing(statement: string) {
  return replacing('src/command.ts', 'await healthcheck(parsePort(portValue));', statement);
}

export const node: BrokenSource = {
  probeSaysYes: probing(''),
  probeSaysNo: probing("throw new Error('never well');"),
  probeEndsWithTwo: replacing('src/command.ts', 'return 1; // Never 2', 'return 2; // Never 2'),
  ignoresSignal: replacing('src/main.ts', 'stop.abort();', ''),
  leavesSignal: {
    edit: replacing('src/main.ts', "'SIGTERM', 'SIGINT'", "'SIGHUP'"),
    // The kernel gives process 1 no signal that it does not handle.
    says: /did not stop by itself and was killed/,
  },
  stopsSlowly: replacing(
    'src/work.ts',
    'clearInterval(timer);',
    'await new Promise((resolve) => setTimeout(resolve, 30_000));',
  ),
  endsWithThree: replacing('src/main.ts', 'process.exit(await run(', 'process.exit(3 + await run('),
  dropsRequest: replacing('src/server.ts', '  const deadline =', '  return 0;\n  const deadline ='),
};
