import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readRegularFile } from '../regular-file.ts';

/** A login as Docker stores it: a name and a password, or a token instead of both. */
export type Credentials =
  | { readonly user: string; readonly password: string }
  | { readonly identityToken: string };

/** Seconds are enough for a helper that doesn't wait for a person to type. */
const helperTimeout = 5_000;

/**
 * The user's login at a registry, as Docker has it; undefined if there is none or if it is not
 * available, because a registry may answer without a login.
 *
 * @param server what the login is kept under
 * @see https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export async function credentialsFor(
  server: string,
  signal: AbortSignal,
): Promise<Credentials | undefined> {
  const config = readConfig();
  const helpers = objectOf(config.credHelpers);
  const helper = helpers[server] ?? helpers[hostOf(server)] ?? config.credsStore;
  if (typeof helper === 'string' && /^[\w.-]+$/.test(helper))
    return askHelper(helper, server, signal);
  const entry = Object.entries(objectOf(config.auths)).find(
    ([key]) => hostOf(key) === hostOf(server),
  );
  return entry && loginOf(objectOf(entry[1]));
}

/** A folder of Docker's configuration that is not there or broken holds no login. */
function readConfig(): Record<string, unknown> {
  const folder = process.env.DOCKER_CONFIG || join(homedir(), '.docker');
  try {
    return objectOf(JSON.parse(readRegularFile(join(folder, 'config.json')).toString('utf8')));
  } catch {
    return {};
  }
}

function loginOf({ auth, identitytoken, username, password }: Record<string, unknown>) {
  if (typeof identitytoken === 'string' && identitytoken) return { identityToken: identitytoken };
  if (typeof username === 'string' && typeof password === 'string')
    return { user: username, password };
  const text = typeof auth === 'string' ? Buffer.from(auth, 'base64').toString() : '';
  const colon = text.indexOf(':');
  return colon > 0 ? { user: text.slice(0, colon), password: text.slice(colon + 1) } : undefined;
}

/** Runs docker-credential-NAME get: the server on its input, JSON on its output; it fails where it knows no login. */
function askHelper(
  helper: string,
  server: string,
  signal: AbortSignal,
): Promise<Credentials | undefined> {
  return new Promise((resolve) => {
    const options = {
      signal,
      timeout: helperTimeout,
      killSignal: 'SIGKILL',
      maxBuffer: 1024 * 1024,
    } as const;
    const child = execFile(`docker-credential-${helper}`, ['get'], options, (error, stdout) =>
      resolve(error ? undefined : helpersLogin(stdout)),
    );
    // A helper that does not read its input may be gone before it is written.
    child.stdin?.on('error', () => {}).end(server);
  });
}

function helpersLogin(text: string): Credentials | undefined {
  try {
    const { Username: user, Secret: secret } = objectOf(JSON.parse(text));
    if (typeof user !== 'string' || typeof secret !== 'string') return undefined;
    // Source: https://github.com/docker/docker-credential-helpers, README, on <token>
    return user === '<token>' ? { identityToken: secret } : { user, password: secret };
  } catch {
    return undefined;
  }
}

/** Keys are hosts, or addresses from the days of the first registries. */
function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
