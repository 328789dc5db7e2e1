import assert from 'node:assert/strict';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { targetOf } from '../../src/answers/target.ts';
import {
  type Deployment,
  deployments,
  type Effects,
  type HardeningOption,
} from '../../src/hardening/option.ts';
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
      bases.flatMap((base) =>
        Object.keys(kinds).map((kind) => ({ language, base, kind, source: 'sample' })),
      ),
    )
    .filter((target) => applies(option, targetOf(target)) === true);
}

/** What options that hold while the service runs say to each, by option. */
function saidOf(option: HardeningOption) {
  const effects = targetsOf(option).map((target) => option.effects?.(serviceOf(parsed(target))));
  const says = (holds: (effects: Effects) => unknown) => effects.some((one) => one && holds(one));
  const engine = says(({ runFlags, publishOn }) => runFlags || publishOn);
  const compose = says((one) => one.compose || one.publishOn);
  const kubernetes = says((one) => one.kubernetes || one.isIsolated);
  return { engine, compose, kubernetes };
}

describe('an option that holds while the service runs', () => {
  for (const option of options)
    it(`has a setting in compose and Kubernetes, or says why it needs none: ${option.id}`, () => {
      const { engine, ...said } = saidOf(option);
      const atRunTime = engine || said.compose || said.kubernetes;
      for (const id of Object.keys(deployments) as Deployment[]) {
        const reason = option.unsaid?.[id];
        if (said[id] || !atRunTime) assert.equal(reason, undefined, `${id}: remove the reason`);
        else
          assert.match(reason ?? '', /^[A-Z].*\.$/, `${id}: add a setting, or a reason to unsaid`);
      }
    });
});

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
