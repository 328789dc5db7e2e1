import { makeProject, type Project, removeProject } from '../project.ts';
import { evolve, runningWith } from './evolve.ts';
import type { Evolved } from './evolved.ts';
import { hostFlag, hostName } from './host.ts';
import { type Database, startPostgres } from './postgres.ts';
import { type RunningService, startService } from './service.ts';
import { startTlsServer, type TlsServer } from './tls-server.ts';

/** An evolved project, and the servers that it talks to. */
export interface Scene {
  readonly project: Project;
  readonly database: Database;
  readonly outside: TlsServer;
  /** What the service answers; the first request starts it. */
  readonly get: (path: string) => Promise<Response>;
  readonly textOf: (path: string) => Promise<string>;
  /** Removes the service's container. */
  readonly end: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Starts the servers, generates the project and evolves it. */
export async function newScene(evolved: Evolved): Promise<Scene> {
  const { language, edits, commands } = evolved;
  const database = await startPostgres();
  const outside = await startTlsServer({ rate: 42 });
  const given = { language, kind: 'http', base: 'scratch', ...evolved.answers };
  const project = makeProject(`evolved-${language}`, given);
  let service: RunningService | undefined;
  const get = async (path: string) => {
    service ??= await startService(project);
    return service.get(path);
  };
  const end = async () => service?.remove();
  const remove = async () => {
    await end();
    await Promise.all([database.remove(), outside.remove(), removeProject(project)]);
  };
  try {
    await evolve(project, language, [...edits, running(database, outside)], commands);
  } catch (error) {
    await remove();
    throw error;
  }
  const textOf = async (path: string) => (await (await get(path)).text()).trim();
  return { project, database, outside, get, textOf, end, remove };
}

/** How the service reaches the database and the server, in the words of libpq and of its own. */
function running({ url, port, name, user, password }: Database, outside: TlsServer) {
  const environment = {
    DATABASE_URL: url,
    PGHOST: hostName,
    PGPORT: port,
    PGDATABASE: name,
    PGUSER: user,
    PGPASSWORD: password,
    RATE_URL: `${outside.url}/`,
    TZ: 'Europe/Berlin',
  };
  return runningWith(
    hostFlag,
    ...Object.entries(environment).map(([variable, value]) => `--env=${variable}=${value}`),
    `--volume=${outside.bundleFile}:/etc/ssl/certs/ca-certificates.crt:ro`,
  );
}
