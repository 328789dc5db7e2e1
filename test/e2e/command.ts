import { type ChildProcess, spawn } from 'node:child_process';

/** How a command ended, and what it said. */
export interface Outcome {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it reads; nothing unless given. */
  readonly input?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** A command at work: in a process group of its own, as a terminal would start it. */
export interface Running {
  readonly pid: number;
  readonly outcome: Promise<Outcome>;
  /** What it has said so far on standard output. */
  said(): string;
}

/** Variables that would reach into a project's Makefile from outside, where it takes them for settings. */
const settings =
  /^(MAKE.*|MFLAGS|ENGINE|IMAGE|TAG|VERSION|PORT|PLATFORM|CA|SOURCE.*|REVISION|CREATED|BUILD.*|BAKE.*|CACHE_.*|SBOM.*|RUN_FLAGS|DOCKERFILE|FACTS|VERIFY_.*|TOOLBOX)$/;

function environment(extra: CommandOptions['env'] = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !settings.test(name));
  return { ...Object.fromEntries(inherited), ...extra };
}

/** Commands at work, by process id, with the folder that each was started in. */
const running = new Map<number, string | undefined>();

/** Ends what a test that ran out of time has left at work in a folder: a build would keep others waiting. */
export function endAllIn(folder: string): void {
  for (const [pid, cwd] of running) {
    if (cwd !== folder) continue;
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // It has ended in this moment.
    }
  }
}

/** Starts a command, and does not wait for its end. */
export function start(
  command: string,
  args: readonly string[],
  { env, input = '', ...options }: CommandOptions = {},
): Running {
  const started = Date.now();
  const child = spawn(command, args, { ...options, env: environment(env), detached: true });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A command that does not read its input may end before it has been written.
  child.stdin.on('error', () => {}).end(input);
  const { pid = 0 } = child;
  if (pid > 0) running.set(pid, options.cwd);
  const outcome = ended(child).then(({ code, error }) => {
    running.delete(pid);
    return { code, stdout, stderr: stderr + error, seconds: (Date.now() - started) / 1000 };
  });
  return { pid, outcome, said: () => stdout };
}

function ended(child: ChildProcess): Promise<{ code: number | null; error: string }> {
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve({ code: 127, error: message }));
    child.on('close', (code) => resolve({ code, error: '' }));
  });
}

/** Runs a command to its end. */
export function run(
  command: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<Outcome> {
  return start(command, args, options).outcome;
}

/** Standard output of a command that has to succeed. */
export async function outputOf(
  command: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<string> {
  const outcome = await run(command, args, options);
  if (outcome.code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${outcome.code}: ${tailOf(outcome)}`);
  return outcome.stdout;
}

/** The last lines of what a command said, for the message of a test that fails. */
export function tailOf({ stdout, stderr }: Outcome): string {
  return `${stdout}\n${stderr}`.trim().split('\n').slice(-30).join('\n');
}

/** Asks four times a second until there is an answer; undefined, false and errors are none. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  seconds = 20,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await Promise.resolve()
      .then(ask)
      .catch(() => undefined);
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
