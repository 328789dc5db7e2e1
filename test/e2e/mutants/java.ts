import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Edit, replacing } from './mutant.ts';
import type { BrokenSource } from './source.ts';

const sources = 'src/main/java';

/** Writes something else into a class, which lies in a folder named for the service. */
function replacingIn(file: string, from: string, to: string): Edit {
  return (folder) => {
    const below = readdirSync(join(folder, sources), { recursive: true, encoding: 'utf8' });
    const path = below.find((one) => one.endsWith(`/${file}`));
    assert.ok(path, `there is no ${file}`);
    replacing(`${sources}/${path}`, from, to)(folder);
  };
}

const probe = 'return healthcheck(port, err);';

export const java: BrokenSource = {
  probeSaysYes: replacingIn('Main.java', probe, 'return 0;'),
  probeSaysNo: replacingIn('Main.java', probe, 'return 1;'),
  probeEndsWithTwo: replacingIn('Main.java', probe, 'return 2 * healthcheck(port, err);'),
  ignoresSignal: replacingIn('Main.java', 'stop.countDown();', ''),
  // The virtual machine ends by itself, with an exit code that says failure.
  leavesSignal: {
    edit: replacingIn('Main.java', 'Runtime.getRuntime().addShutdownHook', 'assert null != '),
    says: /ended with 143, not with 0/,
  },
  stopsSlowly: replacingIn('Main.java', 'return true;', 'Thread.sleep(30_000);\n    return true;'),
  endsWithThree: replacingIn('Main.java', 'halt(code.join())', 'halt(3 + code.join())'),
  dropsRequest: replacingIn('Service.java', 'stopping = true;', 'if (!stopping) return 0;'),
};
