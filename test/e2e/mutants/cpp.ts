import { replacing } from './mutant.ts';
import type { BrokenSource } from './source.ts';

const signals = 'src/stop_signals.cpp';
const commands = 'src/commands.cpp';

/** The http service with another probe. */
function probing(answer: string) {
  return replacing(commands, 'parse_port(port).and_then(check_health)', answer);
}

export const cpp: BrokenSource = {
  probeSaysYes: probing('parse_port(port)'),
  probeSaysNo: probing('parse_port("never well")'),
  probeEndsWithTwo: replacing(commands, 'return 1;  // Never 2', 'return 2;  // Never 2'),
  ignoresSignal: replacing(
    signals,
    'return sigtimedwait(&signals_, nullptr, &span) > 0;',
    'return sigtimedwait(&signals_, nullptr, &span) == SIGINT;',
  ),
  leavesSignal: {
    edit: replacing(signals, 'sigaddset(&signals_, SIGTERM);', ''),
    // Process 1 gets no signal that it has not asked for.
    says: /did not stop by itself and was killed/,
  },
  stopsSlowly: replacing(
    signals,
    'return sigtimedwait(&signals_, nullptr, &span) > 0;',
    'const std::timespec half_a_minute{.tv_sec = 30, .tv_nsec = 0};\n' +
      '  return sigtimedwait(&signals_, nullptr, &span) > 0 && nanosleep(&half_a_minute, nullptr) == 0;',
  ),
  endsWithThree: replacing('src/main.cpp', 'return app::run(', 'return 3 + app::run('),
  dropsRequest: replacing('src/server.cpp', 'state_.stopping = true;', 'return io_.stop();'),
};
