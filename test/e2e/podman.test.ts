import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, outputOf } from './command.ts';
import { machines, readExecutable } from './elf.ts';
import { containers, describeOn, imageDetail, images } from './engine.ts';
import { adding, flag } from './mutants/mutant.ts';
import {
  failuresOf,
  freePort,
  makeProject,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  startMake,
  verify,
} from './project.ts';

describeOn('podman', 'an http service on scratch', () => {
  let project: Project;
  before(() => {
    project = makeProject('podman', { kind: 'http', base: 'scratch' }, 'podman');
  });
  after(() => removeProject(project));

  it('is built', async () => {
    await makeSurely(project, 'build');
  });

  it('passes every check, except the rebuild, which is skipped with a reason', async () => {
    const results = await verify(project);
    assert.deepEqual(failuresOf(results), {});
    assert.deepEqual(results.get('reproducible-build'), {
      verdict: 'skip',
      message: 'podman puts the time of the build into the image',
    });
    const held = [...results].filter(([, { verdict }]) => verdict === 'ok').map(([id]) => id);
    assert.deepEqual(held, quickChecks(project));
  });

  it('leaves nothing behind', async () => {
    assert.deepEqual(await images('podman', 'verify-'), []);
    assert.deepEqual(await containers('podman', `ancestor=${project.image}:dev`), []);
  });

  it('is noticed when podman mounts folders to write to of its own accord', async () => {
    const broken = makeProject('podman', { kind: 'http', base: 'scratch' }, 'podman');
    flag('podman: --read-only-tmpfs=false')(broken.folder);
    const failed = failuresOf(await verify(broken, ['read-only-rootfs', 'no-setuid']));
    rmSync(broken.folder, { recursive: true });
    assert.deepEqual(Object.keys(failed), ['read-only-rootfs']);
    assert.match(failed['read-only-rootfs'] ?? '', /mounted for writing: .*\/run/);
  });

  it('is noticed when the port is published on every address', async () => {
    const broken = makeProject('podman', { kind: 'http', base: 'scratch' }, 'podman');
    flag('127.0.0.1:${PORT}', '0.0.0.0:${PORT}')(broken.folder);
    // What is meant for another engine is left alone.
    adding('hardening/run.flags', 'docker: --no-such-flag\n')(broken.folder);
    const failed = failuresOf(await verify(broken, ['loopback-only', 'no-setuid']));
    rmSync(broken.folder, { recursive: true });
    assert.deepEqual(Object.keys(failed), ['loopback-only']);
  });

  it('shows its size', async () => {
    const { stdout } = await makeSurely(project, 'size');
    assert.match(stdout, /[1-9]\d{5,} +bytes in layers/);
  });

  it('runs and stops', async () => {
    const port = await freePort();
    const running = startMake(project, ['run', `PORT=${port}`]);
    const answer = await eventually('an answer', async () => {
      const response = await fetch(`http://127.0.0.1:${port}/`);
      return response.json();
    });
    assert.deepEqual(answer, { user: 'appuser', uid: '10001', version: 'dev' });
    process.kill(-running.pid, 'SIGINT');
    await running.outcome;
    await eventually('no container is left', async () => {
      const left = await containers('podman', `name=^${project.answers.name}$`);
      return left.length === 0 || undefined;
    });
  });

  it('is built for another platform', async () => {
    await makeSurely(project, 'build', 'PLATFORM=linux/arm64', 'TAG=arm64');
    const image = `${project.image}:arm64`;
    assert.equal(await imageDetail('podman', image, '{{.Architecture}}'), 'arm64');
    const name = project.answers.name;
    await outputOf('podman', ['create', '--name', name, image]);
    await outputOf('podman', ['cp', `${name}:/app`, join(project.folder, 'app')]);
    await outputOf('podman', ['rm', name]);
    assert.equal(readExecutable(join(project.folder, 'app')).machine, machines.arm64);
  });

  // Podman 4's cache takes no notice of files that are mounted.
  it('is rebuilt after an edit', async () => {
    const main = join(project.folder, 'main.go');
    writeFileSync(main, readFileSync(main, 'utf8').replace('"started"', '"started again"'));
    await makeSurely(project, 'build', 'TAG=edited');
    const running = startMake(project, ['run', 'TAG=edited', `PORT=${await freePort()}`]);
    await eventually('the edit', () => running.said().includes('started again') || undefined);
    process.kill(-running.pid, 'SIGINT');
    await running.outcome;
  });

  it('is removed by make clean', async () => {
    await makeSurely(project, 'clean');
    assert.deepEqual(await images('podman', project.image), []);
  });
});
