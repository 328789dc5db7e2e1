import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, outputOf, type Running, tailOf } from './command.ts';
import { containers, describeOn, images, linesOf } from './engine.ts';
import {
  makeProject,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  startMake,
} from './project.ts';

describeOn('docker', 'make verify leaves nothing behind', () => {
  let project: Project;
  let temporary: string;
  before(async () => {
    project = makeProject('tidy', { kind: 'http' });
    temporary = mkdtempSync(join(tmpdir(), `${project.answers.name}-temporary-`));
    await makeSurely(project, 'build');
  });
  after(async () => {
    rmSync(temporary, { recursive: true });
    await removeProject(project);
  });

  function startVerify(...checks: string[]): Running {
    const env = { TMPDIR: temporary, VERIFY_ONLY: checks.join(' ') };
    return startMake(project, ['verify'], { env });
  }

  /** The name of everything in one run, verify-NUMBER: the number is the id of the process. */
  function runId({ pid }: Running): Promise<string> {
    return eventually('a container of verify', async () => {
      const names = await containers('docker', `ancestor=${project.image}:dev`);
      for (const number of names.map((name) => /^verify-(\d+)-/.exec(name)?.[1] ?? '')) {
        const group = await outputOf('ps', ['-o', 'pgid=', '-p', number]);
        if (Number(group) === pid) return `verify-${number}`;
      }
      return undefined;
    });
  }

  async function assertNothingLeft(id: string): Promise<void> {
    assert.deepEqual(await containers('docker', `label=${id}`), []);
    assert.deepEqual(await images('docker', `${id}-`), []);
    assert.deepEqual(readdirSync(temporary), []);
    const processes = linesOf(await outputOf('ps', ['-eo', 'args']));
    const late = processes.filter((line) => line.includes(`${id}-`) || line.includes(`${id} `));
    assert.deepEqual(late, []);
  }

  /** Sends a signal to the whole group, as a terminal does on Ctrl-C. */
  async function assertTidyAfter(signal: NodeJS.Signals, running: Running, id: string) {
    process.kill(-running.pid, signal);
    const { code, seconds } = await running.outcome;
    assert.notEqual(code, 0);
    assert.ok(seconds < 60, `${seconds} s`);
    await assertNothingLeft(id);
    // What was under way when the signal came may not turn up later, either.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await assertNothingLeft(id);
  }

  /** Waits for a file among the facts that verify gathers: each is made by a step of its own. */
  function untilThere(name: string): Promise<true> {
    return eventually(name, () => {
      const facts = readdirSync(temporary).map((folder) => readdirSync(join(temporary, folder)));
      return facts.flat().includes(name) || undefined;
    });
  }

  it('when it has ended', async () => {
    const running = startVerify(...quickChecks(project));
    const id = await runId(running);
    const outcome = await running.outcome;
    assert.equal(outcome.code, 0, tailOf(outcome));
    await assertNothingLeft(id);
  });

  const moments = {
    'the image is unpacked': 'image.tar',
    'process 1 is looked at': 'process',
    'the checks begin': 'output.graceful-stop',
    'the context is sent to a build': 'arrived.Dockerfile',
    'a request is under way': 'sent',
  };
  for (const [moment, file] of Object.entries(moments))
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      it(`when ${signal} comes while ${moment}`, async () => {
        const running = startVerify(...quickChecks(project));
        const id = await runId(running);
        await untilThere(file);
        await assertTidyAfter(signal, running, id);
      });

  it('when the terminal is closed while it rebuilds', async () => {
    const running = startVerify('reproducible-build');
    const id = await runId(running);
    await untilThere('output.reproducible-build');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await assertTidyAfter('SIGHUP', running, id);
  });
});
