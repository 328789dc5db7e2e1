import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { languages } from '../../src/languages/languages.ts';
import { type Outcome, outputOf, run, tailOf } from './command.ts';
import { describeOn } from './engine.ts';
import { freePort, makeProject, makeSurely, type Project, removeProject } from './project.ts';

/** What the engine says of a container, as far as options decide it. */
interface Container {
  readonly Config: { readonly User: string };
  readonly HostConfig: Readonly<Record<string, unknown>>;
  readonly State: { readonly Status: string; readonly Health?: { readonly Status: string } };
}

const composed = (given: RawAnswers): Project =>
  makeProject('compose', { ...given, extras: 'compose' });

async function compose(
  { folder }: Project,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const outcome = await run('docker', ['compose', ...args], { cwd: folder, env });
  assert.equal(outcome.code, 0, `docker compose ${args.join(' ')}: ${tailOf(outcome)}`);
  return outcome;
}

/** Starts the service, inspects its container, and takes it down. */
async function whileUp(
  project: Project,
  look: (container: Container, port: number) => Promise<void> | void,
): Promise<void> {
  const port = await freePort();
  const env = { PORT: String(port) };
  try {
    await compose(project, ['up', '--detach', '--wait', '--wait-timeout', '60'], env);
    const { stdout } = await compose(project, ['ps', '--quiet'], env);
    const [container] = JSON.parse(await outputOf('docker', ['inspect', stdout.trim()]));
    await look(container, port);
  } finally {
    await compose(project, ['down', '--volumes', '--timeout', '10'], env);
  }
}

describeOn('docker', 'compose.yaml', () => {
  const lax = [{ preset: 'tutorial' }, { preset: 'custom', hardening: [] }];
  const cases: RawAnswers[] = [
    ...languages.flatMap(({ id: language }) => [{ language }, { language, kind: 'worker' }]),
    ...lax,
    ...['true', 'null', 'on', 'e1'].map((name) => ({ name })),
  ];
  for (const given of cases)
    it(`is read by docker compose: ${JSON.stringify(given)}`, async () => {
      const project = composed(given);
      const { stdout } = await compose(project, ['config', '--format', 'json']);
      const { name } = project.answers;
      const { services, name: named } = JSON.parse(stdout);
      assert.equal(named, name);
      assert.deepEqual(Object.keys(services), [name]);
      assert.equal(services[name].image, `${name}:dev`);
      await removeProject(project);
    });

  it('is refused where a key is none', () => {
    const project = composed({});
    const path = join(project.folder, 'compose.yaml');
    const text = readFileSync(path, 'utf8');
    assert.ok(text.includes('read_only:'));
    writeFileSync(path, text.replace('read_only:', 'read_onli:'));
    const { status, stderr } = spawnSync('docker', ['compose', 'config', '--quiet'], {
      cwd: project.folder,
      encoding: 'utf8',
    });
    assert.notEqual(status, 0);
    assert.match(stderr, /read_onli/);
    return removeProject(project);
  });
});

const strictHost = {
  ReadonlyRootfs: true,
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges:true'],
  PidsLimit: 128,
  NanoCpus: 1_000_000_000,
  Memory: 64 * 2 ** 20,
  MemorySwap: 64 * 2 ** 20,
  Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=16m' },
};

/** What the engine was told of these. */
function partOf(host: Container['HostConfig']): Record<string, unknown> {
  return Object.fromEntries(Object.keys(strictHost).map((key) => [key, host[key]]));
}

describeOn('docker', 'a service that docker compose starts', () => {
  it('is healthy, and hardened as the options say: http, strict', async () => {
    const project = composed({});
    await makeSurely(project, 'build');
    await whileUp(project, async ({ Config, HostConfig, State }, port) => {
      assert.equal(State.Health?.Status, 'healthy');
      assert.equal(Config.User, '10001:10001');
      assert.deepEqual(partOf(HostConfig), strictHost);
      assert.deepEqual(HostConfig.PortBindings, {
        '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port) }],
      });
      const response = await fetch(`http://127.0.0.1:${port}/`);
      assert.deepEqual(await response.json(), { user: 'appuser', uid: '10001', version: 'dev' });
    });
    await removeProject(project);
  });

  it('runs, without a network: worker, strict', async () => {
    const project = composed({ kind: 'worker' });
    await makeSurely(project, 'build');
    await whileUp(project, ({ HostConfig, State }) => {
      assert.equal(State.Status, 'running');
      assert.equal(State.Health, undefined);
      assert.equal(HostConfig.NetworkMode, 'none');
      assert.deepEqual(partOf(HostConfig), strictHost);
    });
    await removeProject(project);
  });

  it('has nothing of what no option says: http, as little as there can be', async () => {
    const project = composed({ preset: 'custom', hardening: [] });
    await makeSurely(project, 'build');
    await whileUp(project, ({ Config, HostConfig, State }, port) => {
      assert.equal(State.Status, 'running');
      assert.equal(State.Health, undefined);
      assert.equal(Config.User, '0:0');
      assert.deepEqual(partOf(HostConfig), {
        ReadonlyRootfs: false,
        CapDrop: null,
        SecurityOpt: null,
        PidsLimit: null,
        NanoCpus: 0,
        Memory: 0,
        MemorySwap: 0,
        Tmpfs: undefined,
      });
      assert.deepEqual(HostConfig.PortBindings, {
        '8080/tcp': [{ HostIp: '', HostPort: String(port) }],
      });
    });
    await removeProject(project);
  });
});
