import assert from 'node:assert/strict';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { targetOf } from '../../src/answers/target.ts';
import type { HardeningOption } from '../../src/hardening/option.ts';
import { applies, options } from '../../src/hardening/options.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { serviceOf } from '../../src/plan/context.ts';
import { parsed } from './parsed-answers.ts';

/** The keys of a service in compose.yaml that say what flags of `docker run` say. */
const composeKeys: Readonly<Record<string, string>> = {
  '--read-only': 'read_only',
  '--tmpfs': 'tmpfs',
  '--cap-drop': 'cap_drop',
  '--security-opt': 'security_opt',
  '--memory': 'mem_limit',
  '--memory-swap': 'memswap_limit',
  '--pids-limit': 'pids_limit',
  '--cpus': 'cpus',
  '--network': 'network_mode',
};

/** Every service that can have an option, as far as languages, kinds and bases go. */
function targetsOf(option: HardeningOption): readonly RawAnswers[] {
  return languages
    .flatMap(({ id: language, bases }) =>
      bases.flatMap((base) => Object.keys(kinds).map((kind) => ({ language, base, kind }))),
    )
    .filter((target) => applies(option, targetOf(target)) === true);
}

describe('the run flags of an option', () => {
  for (const option of options)
    it(`are said to compose and Kubernetes as well: ${option.id}`, () => {
      for (const target of targetsOf(option)) {
        const effects = option.effects?.(serviceOf(parsed(target))) ?? {};
        const { runFlags = [], compose = [], kubernetes, isIsolated } = effects;
        // What is said to podman alone is said against what it does of its own accord.
        const flags = runFlags.filter(({ engine }) => engine !== 'podman');
        const said = compose.map(({ text }) => text).join('\n');
        for (const { flag } of flags) {
          const [name = '', value = ''] = flag.split(/=(.*)/s);
          const key = composeKeys[name] ?? assert.fail(`what is ${name} in compose?`);
          assert.match(said, new RegExp(`^${key}:`, 'm'), `${flag} is not said to compose`);
          assert.ok(said.includes(value), `${said} does not say ${flag}`);
        }
        if (flags.length > 0) assert.ok(isIsolated || kubernetes, 'Kubernetes is told nothing');
      }
    });
});
