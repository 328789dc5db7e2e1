import { newHandler } from './handler.ts';
import { log } from './log.ts';
import { healthcheck } from './probe.ts';
import { newRoutes } from './routes.ts';
import { listen, newServer, serve } from './server.ts';
import { currentUser } from './user.ts';
import { version } from './version.ts';

/** Used unless the environment variable PORT names another. */
const defaultPort = 8080;

/** Does what the arguments say, until it is told to stop. Returns the exit code. */
export async function run(
  args: readonly string[],
  port: string | undefined,
  stop: AbortSignal,
): Promise<number> {
  const [command, ...others] = args;
  if (others.length === 0) {
    if (command === undefined) return await start(port, stop);
    if (command === 'healthcheck') return await probe(port);
    if (command === 'version') {
      console.log(version);
      return 0;
    }
  }
  console.error(
    `unknown arguments ${JSON.stringify(args)}: give none to start, or healthcheck, or version`,
  );
  return 2;
}

/** The port that a variable names; throws where it names none. */
export function parsePort(value = ''): number {
  const port = value === '' ? defaultPort : Number(value);
  if (!/^\d*$/.test(value) || port < 1 || port > 65535)
    throw new Error(`PORT must be a number from 1 to 65535, and is ${JSON.stringify(value)}`);
  return port;
}

async function start(portValue: string | undefined, stop: AbortSignal): Promise<number> {
  let port: number;
  try {
    port = parsePort(portValue);
  } catch (error) {
    console.error(`cannot start: ${reasonOf(error)}`);
    return 2;
  }
  const routes = newRoutes({ ...currentUser(), version }, stop);
  const server = newServer(newHandler(routes, stop, log), stop);
  try {
    await listen(server, port);
  } catch (error) {
    console.error(`cannot start: ${reasonOf(error)}`);
    return 1;
  }
  log('INFO', 'started', { port, version });
  return await serve(server, stop, log);
}

async function probe(portValue: string | undefined): Promise<number> {
  try {
    await healthcheck(parsePort(portValue));
    return 0;
  } catch (error) {
    console.error(`not healthy: ${reasonOf(error)}`);
    return 1; // Never 2, which Docker keeps for itself.
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
