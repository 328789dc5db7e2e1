import { spawnSync } from 'node:child_process';

/** Standard output of a command. Throws with its standard error where it fails. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    // A listing of a whole system is long.
    maxBuffer: 256 * 1024 * 1024,
    cwd,
    env: { ...process.env, DOCKER_BUILDKIT: '1', ...env },
  });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${error ?? stderr}`);
  return stdout;
}
