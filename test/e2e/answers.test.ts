import assert from 'node:assert/strict';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { eventually, run } from './command.ts';
import { describeOn, imageDetail, images } from './engine.ts';
import {
  assertAllHold,
  commit,
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

const oci = 'org.opencontainers.image';

describeOn('docker', 'answers other than the usual ones', () => {
  let project: Project;
  afterEach(() => removeProject(project));

  async function build(label: string, answers: RawAnswers): Promise<Project> {
    project = makeProject(label, answers);
    await makeSurely(project, 'build');
    return project;
  }

  it('the tutorial preset proves its own, and lists what it leaves out', async () => {
    await build('tutorial', { kind: 'worker', base: 'alpine', preset: 'tutorial' });
    const results = await verify(project);
    const { chosen, waived } = project.answers;
    for (const { id } of chosen) assert.equal(results.get(id)?.verdict, 'ok', id);
    for (const { id } of waived)
      assert.deepEqual(results.get(id), {
        verdict: 'skip',
        message: 'waived: disabled by the tutorial preset',
      });
    assert.equal(results.size, chosen.length + waived.length);
  });

  it('a custom set on a base that keeps its layers and its shell', async () => {
    const hardening = ['non-root-user', 'oci-labels', 'no-capabilities'];
    await build('custom', { kind: 'http', base: 'debian', hardening });
    const results = await verify(project);
    assert.deepEqual(failuresOf(results), {});
    const held = [...results].filter(([, { verdict }]) => verdict === 'ok').map(([id]) => id);
    const always = ['pinned-base', 'clean-context', 'graceful-stop'];
    assert.deepEqual(held.sort(), [...always, ...hardening].sort());
    const shell = ['run', '--rm', '--entrypoint=/bin/sh', `${project.image}:dev`, '-c', 'id -u'];
    assert.equal((await run('docker', shell)).stdout, '10001\n');
  });

  it('waivers hold until their last day', async () => {
    const waiver = [
      'seccomp=the profile is set by "the cluster" # here, \\n no `where`',
      'no-capabilities=until the port moves; until 2999-12-31',
      'size-budget=a model will be added; until 2001-01-01',
    ];
    await build('waived', { kind: 'worker', waiver });
    const results = await verify(project, ['no-setuid']);
    assert.deepEqual(Object.fromEntries(results), {
      'no-setuid': { verdict: 'ok', message: '' },
      'size-budget': {
        verdict: 'not ok',
        message: 'the waiver ended on 2001-01-01: a model will be added',
      },
      'no-capabilities': {
        verdict: 'skip',
        message: 'waived: until 2999-12-31: until the port moves',
      },
      seccomp: {
        verdict: 'skip',
        message: 'waived: the profile is set by "the cluster" # here, \\n no `where`',
      },
    });
  });

  it('another port, a registry, and a description full of signs', async () => {
    const description = `Ünïcode "quoted" it's $HOME \${x} \\n \\ \`id\` %s #1 <b> & 日本語 !`;
    const registry = 'localhost:5000/acme';
    project = makeProject('odd', { port: 9090, registry, description });
    const revision = await commit(project);
    await makeSurely(project, 'build', 'TAG=1.4.0');
    const image = `${registry}/${project.answers.name}:1.4.0`;
    assert.deepEqual(await images('docker', image), [image]);

    const labels = JSON.parse(await imageDetail('docker', image, '{{json .Config.Labels}}'));
    assert.equal(labels[`${oci}.description`], description);
    assert.equal(labels[`${oci}.revision`], revision);
    assert.equal(labels[`${oci}.version`], '1.4.0');
    const created = Date.parse(labels[`${oci}.created`]);
    assert.ok(Math.abs(Date.now() - created) < 600_000, labels[`${oci}.created`]);
    // The image itself has the time of the commit as well, not the build's.
    assert.equal(Date.parse(await imageDetail('docker', image, '{{.Created}}')), created);

    const port = await freePort();
    const running = startMake(project, ['run', 'TAG=1.4.0', `PORT=${port}`]);
    const answer = await eventually('an answer', async () => {
      const response = await fetch(`http://127.0.0.1:${port}/`);
      return (await response.json()) as { version: string };
    });
    assert.equal(answer.version, '1.4.0');
    process.kill(running.pid, 'SIGTERM');
    await running.outcome;

    const tagged = { ...project, engine: project.engine };
    await makeSurely(tagged, 'build');
    assertAllHold(await verify(tagged, quickChecks(tagged)), quickChecks(tagged));
  });
});
