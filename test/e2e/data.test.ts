import assert from 'node:assert/strict';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { eventually, outputOf, run, start } from './command.ts';
import { describeOn, linesOf } from './engine.ts';
import { assembling, flag, replacing } from './mutants/mutant.ts';
import {
  assertAllHold,
  failuresOf,
  freePort,
  makeProject,
  makeSurely,
  type Project,
  removeProject,
  startMake,
  verify,
} from './project.ts';

const toolbox = 'docker.io/library/alpine:3.24';

/** What an engine tells of containers and volumes while something is at work. */
interface Event {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
}

async function eventsDuring(work: () => Promise<void>): Promise<readonly Event[]> {
  const only = ['--filter', 'type=volume', '--filter', 'type=container'];
  const listening = start('docker', ['events', '--format', '{{json .}}', ...only]);
  // It says nothing when it has begun to listen.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await work();
  process.kill(-listening.pid, 'SIGTERM');
  const { stdout } = await listening.outcome;
  return linesOf(stdout).map((line) => JSON.parse(line));
}

/** A shell of some user among the processes of the service, whose files are below /proc/1/root. */
function beside({ answers }: Project, user: string, script: string) {
  const limits = ['--user', user, '--cap-drop=ALL', '--network=none'];
  const flags = ['run', '--rm', ...limits, `--pid=container:${answers.name}`];
  return run('docker', [...flags, toolbox, 'sh', '-c', script]);
}

/** Starts the service as `make run` does, looks at it, and stops it. */
async function whileRunning(project: Project, look: () => Promise<void>): Promise<void> {
  const port = await freePort();
  const running = startMake(project, ['run', `PORT=${port}`]);
  try {
    await eventually('an answer', () => fetch(`http://127.0.0.1:${port}/`));
    await look();
  } finally {
    process.kill(-running.pid, 'SIGINT');
    await running.outcome;
  }
}

async function volumes(engine: string, name: string): Promise<string[]> {
  return linesOf(await outputOf(engine, ['volume', 'ls', '--quiet', '--filter', `name=${name}`]));
}

const folder = '/proc/1/root/data';
const made: Project[] = [];

async function built(label: string, given: RawAnswers): Promise<Project> {
  const project = makeProject(label, { data: '/data', ...given });
  made.push(project);
  await makeSurely(project, 'build');
  return project;
}

describeOn('docker', 'a service that keeps data', () => {
  let project: Project;
  before(async () => {
    project = await built('data', {});
  });
  after(async () => {
    await run('docker', ['volume', 'rm', '--force', `${project.answers.name}-data`]);
    for (const one of made) await removeProject(one);
  });

  it('holds every check, and leaves no volume behind', async () => {
    const events = await eventsDuring(async () => {
      const ids = project.answers.chosen.map(({ id }) => id);
      assertAllHold(await verify(project), ids);
    });
    const image = `${project.image}:dev`;
    const own = new Set(
      events.filter(({ Actor }) => Actor.Attributes.image === image).map(({ Actor }) => Actor.ID),
    );
    const mounted = events.filter(
      ({ Type, Action, Actor }) =>
        Type === 'volume' && Action === 'mount' && own.has(Actor.Attributes.container ?? ''),
    );
    const used = new Set(mounted.map(({ Actor }) => Actor.ID));
    assert.ok(used.size > 1, 'each container has a volume of its own');
    const left = await volumes('docker', '');
    assert.deepEqual(
      [...used].filter((name) => left.includes(name)),
      [],
    );
    assert.deepEqual(await volumes('docker', project.answers.name), []);
  });

  it('still has it when it is run again, and nobody else can write there', async () => {
    await whileRunning(project, async () => {
      const write = `echo kept >${folder}/file && stat -c '%u:%g %a' ${folder}`;
      const { code, stdout, stderr } = await beside(project, '10001:10001', write);
      assert.equal(code, 0, stderr);
      assert.equal(stdout, '10001:10001 700\n');
      // No other folder is writable.
      const elsewhere = await beside(project, '10001:10001', `touch ${folder}/../home/file`);
      assert.match(elsewhere.stderr, /Read-only file system|Permission denied/);
    });
    await whileRunning(project, async () => {
      const { stdout, stderr } = await beside(project, '10001:10001', `cat ${folder}/file`);
      assert.equal(stdout, 'kept\n', stderr);
    });
    const volume = `${project.answers.name}-data`;
    assert.deepEqual(await volumes('docker', volume), [volume]);
    const other = ['run', '--rm', '--user=10002:10002', `--volume=${volume}:/data`, toolbox];
    const refused = await run('docker', [...other, 'cat', '/data/file']);
    assert.match(refused.stderr, /Permission denied/);
  });

  it('keeps it for root where the service is root, and in a folder of the system that is for data', async () => {
    const given = { kind: 'worker', base: 'debian', data: '/var/lib/orders' };
    const root = await built('data-root', { ...given, without: 'non-root-user' });
    assertHolds(await verify(root, ['read-only-rootfs', 'no-shell']));
    const user = await built('data-user', given);
    assertHolds(await verify(user, ['read-only-rootfs', 'no-shell']));
  });

  // Without non-root-user the service would be nonroot there, which has a home of its own to write to.
  it('keeps it on the layers of a base', async () => {
    const layered = await built('data-base', { kind: 'worker', base: 'distroless' });
    assertHolds(await verify(layered, ['read-only-rootfs', 'no-shell']));
  });

  const broken = {
    'a file in the folder': [
      assembling('touch /rootfs/data/file'),
      /written in the image: \/data\/file/,
    ],
    'a folder that others may write to': [
      assembling('chmod 777 /rootfs/data'),
      /written in the image: \/data /,
    ],
    'a file in its place': [
      assembling('rmdir /rootfs/data && install -m 600 -o 10001 /dev/null /rootfs/data'),
      /written in the image: \/data|the service does not run/,
    ],
    'another user of the folder': [
      assembling('chown 10002:10002 /rootfs/data'),
      /\/data belongs to 10002, and the service runs as 10001/,
    ],
    'no volume': [flag(/^--volume=.*$/m), /no volume is mounted at \/data/],
    'another volume next to it': [
      flag(/^(?=--volume=)/m, '--volume=/data2\n'),
      /mounted for writing: \/data2/,
    ],
    'a volume in its place': [
      flag(/^--volume=.*$/m, '--volume=/data2'),
      /mounted for writing: \/data2/,
    ],
    'a folder that is not declared': [
      replacing('hardening/settings.sh', /^DATA_FOLDER=.*$/m, ''),
      /written in the image: \/data/,
    ],
  } as const;
  for (const [title, [edit, says]] of Object.entries(broken))
    it(`is noticed when there is ${title}`, async () => {
      const mutant = makeProject('data-mutant', { kind: 'worker', data: '/data' });
      made.push(mutant);
      edit(mutant.folder);
      await makeSurely(mutant, 'build');
      const failed = failuresOf(await verify(mutant, ['read-only-rootfs', 'seccomp']));
      assert.match(failed['read-only-rootfs'] ?? '', says);
    });
});

function assertHolds(results: Awaited<ReturnType<typeof verify>>): void {
  assert.deepEqual(failuresOf(results), {});
}

describeOn('docker', 'a service that keeps data, by docker compose', () => {
  it('still has it after it is taken down and started again', async () => {
    const project = await built('data-compose', { extras: 'compose' });
    const { name } = project.answers;
    const env = { PORT: String(await freePort()) };
    const compose = (...args: string[]) =>
      outputOf('docker', ['compose', ...args], { cwd: project.folder, env });
    const inService = async (script: string) => {
      const id = (await compose('ps', '--quiet')).trim();
      const flags = [
        'run',
        '--rm',
        '--user=10001:10001',
        '--cap-drop=ALL',
        `--pid=container:${id}`,
      ];
      return outputOf('docker', [...flags, toolbox, 'sh', '-c', script]);
    };
    try {
      await compose('up', '--detach', '--wait', '--wait-timeout', '60');
      await inService(`echo kept >${folder}/file`);
      await compose('down', '--timeout', '10');
      await compose('up', '--detach', '--wait', '--wait-timeout', '60');
      assert.equal(await inService(`cat ${folder}/file`), 'kept\n');
      assert.deepEqual(await volumes('docker', name), [`${name}_data`]);
    } finally {
      await compose('down', '--volumes', '--timeout', '10');
      await removeProject(project);
    }
    assert.deepEqual(await volumes('docker', name), []);
  });
});

describeOn('podman', 'a service that keeps data', () => {
  it('holds every check that looks at its folder, and leaves no volume behind', async () => {
    const before = await volumes('podman', '');
    const project = makeProject('data-podman', { data: '/data' }, 'podman');
    await makeSurely(project, 'build');
    assertHolds(await verify(project, ['read-only-rootfs', 'no-shell', 'graceful-stop']));
    await removeProject(project);
    const left = await volumes('podman', '');
    assert.deepEqual(
      left.filter((volume) => !before.includes(volume)),
      [],
    );
  });
});
