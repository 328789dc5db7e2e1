import { replacing } from './mutant.ts';
import type { BrokenSource } from './source.ts';

const handler = 'signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)';

/** main.go of the http service with another probe. */
function probing(answer: string) {
  return replacing(
    'main.go',
    'if err := healthcheck(getenv("PORT")); err != nil {',
    `if err := ${answer}; err != nil {`,
  );
}

export const go: BrokenSource = {
  probeSaysYes: probing('error(nil)'),
  probeSaysNo: probing('io.EOF'),
  probeEndsWithTwo: replacing('main.go', 'return 1 // Never 2', 'return 2 // Never 2'),
  ignoresSignal: replacing(
    'main.go',
    'os.Exit(run(',
    'signal.Ignore(syscall.SIGTERM)\n\tos.Exit(run(',
  ),
  leavesSignal: {
    edit: replacing('main.go', handler, handler.replace('SIGTERM', 'SIGHUP')),
    says: /ended with (2|143), not with 0/,
  },
  stopsSlowly: replacing(
    'main.go',
    'case <-ctx.Done():\n',
    'case <-ctx.Done():\n time.Sleep(30 * time.Second)\n',
  ),
  endsWithThree: replacing('main.go', 'os.Exit(run(', 'os.Exit(3 + run('),
  dropsRequest: replacing('main.go', 'stopping.Store(true)\n', 'return 0\n'),
};
