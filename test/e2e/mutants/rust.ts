import { replacing } from './mutant.ts';
import type { BrokenSource } from './source.ts';

const main = 'src/main.rs';

/** The http service with another probe. */
function probing(answer: string) {
  return replacing(main, 'probe::ask(port).await.map_err(|error| error.to_string())', answer);
}

export const rust: BrokenSource = {
  probeSaysYes: probing('Ok(())'),
  probeSaysNo: probing('Err("never well".to_owned())'),
  probeEndsWithTwo: replacing(
    main,
    'Failure::new(1, format!("not healthy',
    'Failure::new(2, format!("not healthy',
  ),
  ignoresSignal: replacing(
    main,
    '.into_iter()',
    '.into_iter().filter(|signal| *signal != SIGTERM)',
  ),
  leavesSignal: {
    edit: replacing(main, 'Signals::new([SIGTERM, SIGINT])', 'Signals::new([SIGINT])'),
    // Process 1 gets no signal that it has not asked for.
    says: /did not stop by itself and was killed/,
  },
  stopsSlowly: replacing(
    main,
    'return Ok(());',
    'return Ok(thread::sleep(Duration::from_secs(30)));',
  ),
  endsWithThree: replacing(main, 'Ok(()) => ExitCode::SUCCESS', 'Ok(()) => ExitCode::from(3)'),
  dropsRequest: replacing('src/server.rs', 'stage.send_replace(Stage::Draining);', 'return true;'),
};
