import { replacing } from './mutant.ts';
import type { BrokenSource } from './source.ts';

const main = 'src/service/main.py';

/** The http service with another probe. */
function probing(statement: string) {
  return replacing(main, 'probe.ask(parse_port(os.environ.get("PORT", "")))', statement);
}

export const python: BrokenSource = {
  probeSaysYes: probing('pass'),
  probeSaysNo: probing('raise ValueError("never well")'),
  probeEndsWithTwo: replacing(main, 'code=1)  # Never 2', 'code=2)  # Never 2'),
  ignoresSignal: replacing(main, 'interval) is not None:', 'interval) == signal.SIGINT:'),
  leavesSignal: {
    edit: replacing(main, '{signal.SIGTERM, signal.SIGINT}', '{signal.SIGHUP}'),
    // Process 1 gets no signal that it has said nothing of.
    says: /did not stop by itself and was killed/,
  },
  stopsSlowly: replacing(
    main,
    'is not None:\n',
    'is not None:\n            __import__("time").sleep(30)\n',
  ),
  endsWithThree: replacing('src/__main__.py', 'sys.exit(main(', 'sys.exit(3 + main('),
  dropsRequest: replacing(
    'src/service/server.py',
    '    app.is_stopping = True\n',
    '    os._exit(0)\n',
  ),
};
