import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeOn } from './engine.ts';
import { replacing } from './mutants/mutant.ts';
import {
  failuresOf,
  makeProject,
  makeSurely,
  type Project,
  removeProject,
  verify,
} from './project.ts';

/**
 * PID 1 only starts the service and passes on signals, as a server with worker processes does. With
 * HUNGRY=worker one of its processes takes all memory, is killed, and is started again; with
 * HUNGRY=first PID 1 does.
 */
const prefork = [
  '[ "$HUNGRY" != first ] || exec tail /dev/zero;',
  '[ "$HUNGRY" != worker ] || while :; do tail /dev/zero; sleep 0.2; done &',
  "/app & trap 'kill -TERM $!' TERM; wait; wait $!",
].join(' ');

describeOn('docker', 'a service of several processes', () => {
  let project: Project;
  let flags: string;
  before(async () => {
    project = makeProject('prefork', { kind: 'http', base: 'alpine', without: ['no-shell'] });
    const entrypoint = JSON.stringify(['/bin/busybox', 'sh', '-c', prefork]);
    replacing('Dockerfile', 'ENTRYPOINT ["/app"]', `ENTRYPOINT ${entrypoint}`)(project.folder);
    flags = readFileSync(join(project.folder, 'hardening/run.flags'), 'utf8');
    await makeSurely(project, 'build');
  });
  after(() => removeProject(project));

  /** What fails, with one more line in run.flags. */
  async function failures(flag: string, checks: readonly string[]) {
    writeFileSync(join(project.folder, 'hardening/run.flags'), `${flags}${flag}\n`);
    return failuresOf(await verify(project, checks));
  }

  it('is found unhealthy when all of its processes hang', async () => {
    assert.deepEqual(await failures('', ['healthcheck', 'resource-limits']), {});
  });

  it('fails by name when the kernel kills one of them for its memory', async () => {
    const failed = await failures('--env=HUNGRY=worker', ['no-setuid', 'resource-limits']);
    assert.deepEqual(Object.keys(failed), ['resource-limits']);
    assert.match(failed['resource-limits'] ?? '', /^out of memory: .* raise --memory/);
  });

  it('says so as well when PID 1 is the one that is killed', async () => {
    const failed = await failures('--env=HUNGRY=first', ['no-capabilities', 'resource-limits']);
    assert.deepEqual(Object.keys(failed), ['no-capabilities', 'resource-limits']);
    for (const said of Object.values(failed))
      assert.match(said, /out of memory: the kernel killed/);
  });
});
