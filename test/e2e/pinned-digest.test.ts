import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAnswers } from '../../src/answers/parse.ts';
import { withDigests } from '../../src/project/pinning.ts';
import { type ComparedService, compareService } from '../../src/project/service.ts';
import { writeProject } from '../../src/project/write.ts';
import { resolveDigests } from '../../src/registry/digests.ts';
import { surroundings } from '../rendered-project.ts';
import { outputOf, tailOf } from './command.ts';
import { describeOn, type EngineId, isRequired } from './engine.ts';
import {
  assertAllHold,
  failuresOf,
  make,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  serviceName,
  verify,
} from './project.ts';
import {
  forget,
  hasRegistry,
  push,
  pushIndex,
  type Registry,
  startRegistry,
  trustIn,
} from './registry.ts';

/** The smallest of the toolchains, and the tools. */
const python = 'library/python:3.15-slim-trixie';
const alpine = 'library/alpine:3.24';

/** A project whose images come from a registry, in a new folder; nothing is written yet. */
function projectFrom(registry: Registry, label: string, engine: EngineId): Project {
  const name = serviceName(label);
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const given = { name, language: 'python', kind: 'worker', with: 'pinned-digest' };
  const answers = parseAnswers({ ...given, mirror: registry.name }, surroundings);
  return { folder, answers, engine, image: name };
}

/** Makes the project as both doors do. */
async function generate({ folder, answers }: Project): Promise<ComparedService> {
  const destination = { folder, storedText: undefined, stored: {}, isNew: true, surroundings };
  const [service = assert.fail()] = await withDigests([{ answers, destination }]);
  const compared = compareService(service);
  writeProject(compared.files);
  return compared;
}

/** The images that the registry names. The images of third-party tools always have a digest. */
const digestsIn = ({ folder }: Project) =>
  ['Dockerfile', 'hardening/settings.sh'].flatMap((path) => {
    const text = readFileSync(join(folder, path), 'utf8').replaceAll(/^\w+_IMAGE=.*$/gm, '');
    return [...text.matchAll(/[\w./-]+:[\w.-]+@sha256:\w+/g)].map(([image]) =>
      image.replace(/^.*?\//, ''),
    );
  });

/** A suite with a registry of its own; where none can be started, that is said, or fails. */
function describeWithRegistry(
  engine: EngineId,
  title: string,
  suite: (registry: () => Registry) => void,
): void {
  describeOn(engine, title, () => {
    let registry: Registry | undefined;
    before(async function () {
      if (await hasRegistry()) registry = await startRegistry();
      else if (isRequired)
        assert.fail('there is no docker-registry: test/judges/install.sh installs one');
      else this.skip();
    });
    after(async () => {
      if (!registry) return;
      await forget(registry, engine);
      await registry.remove();
    });
    suite(() => registry ?? assert.fail('no registry'));
  });
}

describeWithRegistry('docker', 'images by their digests', (registry) => {
  let project: Project;
  let wanted: readonly string[];
  before(async () => {
    wanted = [
      `${python}@${await push(registry(), python)}`,
      `${alpine}@${await push(registry(), alpine)}`,
    ];
    project = projectFrom(registry(), 'pinned', 'docker');
  });
  after(() => removeProject(project));

  it("are the registry's, and the image built from them passes every check", async () => {
    assert.deepEqual((await generate(project)).notices, []);
    assert.deepEqual(digestsIn(project), wanted);
    await makeSurely(project, 'build');
    const ids = quickChecks(project);
    assertAllHold(await verify(project, ids), ids);
  });

  it('are left out where the registry is away, and make pin adds them', async () => {
    const away = projectFrom(registry(), 'away', 'docker');
    await registry().stop();
    const { notices } = await generate(away);
    assert.match(notices.join('\n'), /^Images aren't pinned by digest\. .* connection refused/);
    assert.deepEqual(digestsIn(away), []);
    const before = readFileSync(join(away.folder, 'Dockerfile'), 'utf8');
    const failed = await make(away, ['pin']);
    assert.notEqual(failed.code, 0);
    assert.match(failed.stderr, /^The digest of \S+ is not available: .*: nothing was changed\.$/m);
    assert.equal(readFileSync(join(away.folder, 'Dockerfile'), 'utf8'), before);
    await registry().restart();
    const check = async () => failuresOf(await verify(away, ['pinned-digest']));
    await makeSurely(away, 'build');
    assert.match((await check())['pinned-digest'] ?? '', /has no digest\. Run make pin$/);
    const { stdout } = await makeSurely(away, 'pin');
    assert.equal(stdout.match(/ is pinned to sha256:/g)?.length, 2, stdout);
    assert.deepEqual(digestsIn(away), wanted);
    assert.deepEqual(await check(), {});
    const again = await generate(away);
    assert.deepEqual([again.notices, again.obsolete.changed], [[], []]);
    // The record of what was written has the ids of files with digests now.
    const changed = again.files.filter(({ status }) => status !== 'same');
    assert.deepEqual(
      changed.map(({ path }) => path),
      ['.yo-rc.json'],
    );
    await removeProject(away);
  });

  it('move with their tags when make pin is asked to', async () => {
    const path = join(project.folder, 'Dockerfile');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/@sha256:\w+/, `@sha256:${'0'.repeat(64)}`));
    const { stdout } = await makeSurely(project, 'pin');
    assert.match(stdout, /python:\S+ has moved from sha256:0{64} to sha256:/);
    assert.match(stdout, /alpine:\S+ is at sha256:\w+, as before/);
    assert.equal(readFileSync(path, 'utf8'), text);
  });
});

describeOn('docker', 'the digest of an image of a registry that wants a login', () => {
  it('is had with the login that Docker keeps, and not without', async function () {
    if (!(await hasRegistry())) this.skip();
    const registry = await startRegistry({ wantsLogin: true });
    const kept = process.env.DOCKER_CONFIG;
    try {
      const digest = await push(registry, alpine);
      const reference = `${registry.name}/${alpine}`;
      process.env.DOCKER_CONFIG = '/nowhere';
      assert.deepEqual((await resolveDigests([reference])).get(reference), {
        problem: `${registry.name} requires a login (401). Run docker login ${registry.name}`,
      });
      process.env.DOCKER_CONFIG = registry.dockerConfig;
      assert.deepEqual((await resolveDigests([reference])).get(reference), { digest });
    } finally {
      if (kept === undefined) delete process.env.DOCKER_CONFIG;
      else process.env.DOCKER_CONFIG = kept;
      await registry.remove();
    }
  });
});

/**
 * Puts images into a registry of which nothing is built, so that any will do: but one that the engine
 * has not had before, as podman gives an image all the digests that it has had under any name.
 */
async function pushStandIns(registry: Registry, engine: EngineId): Promise<void> {
  for (const image of [python, alpine]) {
    const folder = mkdtempSync(join(tmpdir(), 'image-'));
    writeFileSync(join(folder, 'file'), folder);
    await outputOf('sh', [
      '-c',
      'tar --directory "$1" --create . | "$2" import - "docker.io/$3"',
      ...['sh', folder, engine, `new/${image}`],
    ]);
    await push(registry, image, engine, `new/${image}`);
    await outputOf(engine, ['image', 'rm', `docker.io/new/${image}`]);
    rmSync(folder, { recursive: true });
  }
}

/** Has a project that has digests lose them, and `make pin` find the same ones again. */
async function assertPinsAgain(project: Project, env: Record<string, string> = {}): Promise<void> {
  const wanted = digestsIn(project);
  assert.equal(wanted.length, 2);
  for (const path of ['Dockerfile', 'hardening/settings.sh'].map((p) => join(project.folder, p)))
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/@sha256:\w+/g, ''));
  const pinned = await make(project, ['pin'], { env });
  assert.equal(pinned.code, 0, tailOf(pinned));
  assert.deepEqual(digestsIn(project), wanted);
}

function trusting({ folder }: Project, { name }: Registry): Record<string, string> {
  trustIn(folder, name);
  return { HOME: folder };
}

/** A folder for the front of PATH whose skopeo has nothing to say. */
function withoutSkopeo({ folder }: Project): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'skopeo'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  return `${bin}:${process.env.PATH}`;
}

for (const engine of ['docker', 'podman'] as const)
  describeWithRegistry(engine, 'images of several platforms', (registry) => {
    it('are pinned to their index, by the generator and by make pin', async () => {
      await pushStandIns(registry(), engine);
      const wanted = [
        `${python}@${await pushIndex(registry(), python)}`,
        `${alpine}@${await pushIndex(registry(), alpine)}`,
      ];
      const project = projectFrom(registry(), 'index', engine);
      assert.deepEqual((await generate(project)).notices, []);
      assert.deepEqual(digestsIn(project), wanted);
      const env = trusting(project, registry());
      await assertPinsAgain(project, env);
      if (engine === 'podman')
        await assertPinsAgain(project, { ...env, PATH: withoutSkopeo(project) });
      await removeProject(project);
    });
  });

describeWithRegistry('podman', 'images by their digests', (registry) => {
  it('are added by make pin, with skopeo and without', async () => {
    await pushStandIns(registry(), 'podman');
    const project = projectFrom(registry(), 'pin', 'podman');
    assert.deepEqual((await generate(project)).notices, []);
    const env = trusting(project, registry());
    await assertPinsAgain(project, env);
    await assertPinsAgain(project, { ...env, PATH: withoutSkopeo(project) });
    await removeProject(project);
  });
});
