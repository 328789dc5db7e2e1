import { eventually, type Outcome, outputOf, run } from '../command.ts';
import { describeOn, isRequired } from '../engine.ts';
import { freePort, type Project } from '../project.ts';
import { hasPostgres } from './postgres.ts';

/** A container of the service, run with the project's own flags. */
export interface RunningService {
  /** http://127.0.0.1:PORT */
  readonly origin: string;
  readonly get: (path: string) => Promise<Response>;
  readonly logs: () => Promise<string>;
  /** Stops it as an orchestrator does, and returns its exit code. */
  readonly stop: () => Promise<number>;
  readonly remove: () => Promise<void>;
}

/** A suite that needs an engine and a database, and takes minutes. */
export function describeWithDatabase(title: string, suite: () => void): void {
  if (hasPostgres() || isRequired) describeOn('docker', title, suite);
  else console.error(`PostgreSQL isn't installed: the tests of ${title} are skipped.`);
}

/** Starts the image with run.flags, and waits until it is ready. */
export async function startService(project: Project): Promise<RunningService> {
  const { name } = project.answers;
  const port = String(await freePort());
  await docker(project, `--detach --name '${name}'`, '', { PORT: port });
  const origin = `http://127.0.0.1:${port}`;
  const logs = async () => {
    const { stdout, stderr } = await run('docker', ['logs', name]);
    return stdout + stderr;
  };
  // A request that the engine takes before the service listens may never be answered.
  const ask = (path: string, seconds: number) =>
    fetch(origin + path, { signal: AbortSignal.timeout(seconds * 1000) });
  const isReady = async () => {
    const answer = await ask('/readyz', 2);
    await answer.arrayBuffer();
    return answer.ok;
  };
  await eventually(`an answer on port ${port}`, isReady).catch(async (error: Error) => {
    throw new Error(`${error.message}: ${await logs()}`);
  });
  return {
    origin,
    get: (path) => ask(path, 30),
    logs,
    stop: async () => {
      await outputOf('docker', ['stop', '--time', '20', name]);
      return Number(await outputOf('docker', ['inspect', '--format', '{{.State.ExitCode}}', name]));
    },
    remove: async () => {
      await run('docker', ['rm', '--force', '--volumes', name]);
    },
  };
}

/** Runs the image once with run.flags and these arguments, for example a migration, to its end. */
export async function runOnce(project: Project, ...args: readonly string[]): Promise<Outcome> {
  const port = String(await freePort());
  return docker(project, '--rm', args.map((arg) => `'${arg}'`).join(' '), { PORT: port });
}

function docker(
  { folder, answers, image }: Project,
  flags: string,
  args: string,
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const command = `docker run ${flags} $(sh hardening/run-flags.sh) '${image}:dev' ${args}`;
  const surroundings = { ENGINE: 'docker', DATA_VOLUME: '', NAME: answers.name, ...env };
  return run('sh', ['-c', command], { cwd: folder, env: surroundings });
}
