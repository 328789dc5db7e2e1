import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, outputOf, type Running, start } from '../command.ts';
import { freePort } from '../project.ts';
import { hostAddress, hostName } from './host.ts';

/** A PostgreSQL server on this machine, with one empty database. */
export interface Database {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: string;
  /** The database as a container reaches it: postgresql://USER:PASSWORD@HOST:PORT/NAME. */
  readonly url: string;
  /** Runs SQL from this machine; a row per line, columns separated by `|`. */
  readonly query: (sql: string) => Promise<string>;
  /** Stops the server. `start` starts it again with the same data. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Stops the server and deletes its data. */
  readonly remove: () => Promise<void>;
}

const root = '/usr/lib/postgresql';
const account = { name: 'shop', user: 'shop', password: 'correct-horse' } as const;

/** Whether Debian's package is installed. */
export function hasPostgres(): boolean {
  return existsSync(root);
}

/** The folder of the newest version's programs: Debian doesn't put the server into PATH. */
function binaries(): string {
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return join(root, String(versions[0]), 'bin');
}

/** PostgreSQL refuses to run as root, so it runs as the user that Debian's package creates. */
async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = async (flag: string) => Number(await outputOf('id', [flag, 'postgres']));
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

/** A server whose data is in a folder; it listens on this machine and for containers. */
interface Cluster {
  readonly folder: string;
  readonly port: number;
  readonly launch: () => Running;
}

async function newCluster(): Promise<Cluster> {
  const [bin, user, port] = [binaries(), await serverUser(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder };
  const data = join(folder, 'data');
  await outputOf(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N'], options);
  writeFileSync(join(data, 'pg_hba.conf'), 'local all all trust\nhost all all all scram-sha-256\n');
  const settings = {
    listen_addresses: `127.0.0.1,${await hostAddress()}`,
    unix_socket_directories: folder,
    port,
    fsync: 'off',
  };
  const flags = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  return {
    folder,
    port,
    launch: () => start(join(bin, 'postgres'), ['-D', data, ...flags], options),
  };
}

/** Runs SQL as a role, through the server's socket. */
async function query({ folder, port }: Cluster, database: string, role: string, sql: string) {
  const connection = ['-h', folder, '-p', String(port), '-d', database, '-U', role];
  const psql = join(binaries(), 'psql');
  return (
    await outputOf(psql, ['-XAtq', '-v', 'ON_ERROR_STOP=1', ...connection, '-c', sql])
  ).trim();
}

/** Starts a server that containers reach by password, with the database `shop` of the user `shop`. */
export async function startPostgres(): Promise<Database> {
  const cluster = await newCluster();
  const { folder, port } = cluster;
  const administer = (sql: string) => query(cluster, 'postgres', 'postgres', sql);
  let running: Running;
  const launch = async () => {
    running = cluster.launch();
    await eventually(`PostgreSQL on port ${port}`, () => administer('select 1'));
  };
  const stop = async () => {
    process.kill(running.pid, 'SIGINT');
    await running.outcome;
  };
  const { name, user, password } = account;
  await launch();
  await administer(`create role ${user} login password '${password}'`);
  await administer(`create database ${name} owner ${user}`);
  return {
    ...account,
    host: hostName,
    port,
    url: `postgresql://${user}:${password}@${hostName}:${port}/${name}`,
    query: (sql) => query(cluster, name, user, sql),
    stop,
    start: launch,
    remove: async () => {
      // A test that failed may have left it stopped.
      await stop().catch(() => {});
      rmSync(folder, { recursive: true });
    },
  };
}
