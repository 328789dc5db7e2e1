import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, outputOf, run, start } from './command.ts';
import { type EngineId, linesOf } from './engine.ts';
import { freePort } from './project.ts';

/** A registry on this machine, from Debian's package docker-registry, with its files in a separate folder. */
export interface Registry {
  /** Host and port. */
  readonly name: string;
  /** A folder of Docker's configuration with a login at it. */
  readonly dockerConfig: string;
  /** Ends it, and keeps its files. */
  readonly stop: () => Promise<void>;
  /** Starts it again at the same place. */
  readonly restart: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Whether there is one to be started. */
export async function hasRegistry(): Promise<boolean> {
  return (await run('docker-registry', ['--version'])).code === 0;
}

/** The only user of a registry with logins: ann, whose password is secret. */
const users = 'ann:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n';
const login = Buffer.from('ann:secret').toString('base64');

export async function startRegistry({ wantsLogin = false } = {}): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  const name = `127.0.0.1:${await freePort()}`;
  const dockerConfig = join(folder, 'docker');
  mkdirSync(dockerConfig);
  const auths = { [name]: { auth: login } };
  writeFileSync(join(dockerConfig, 'config.json'), JSON.stringify({ auths }));
  writeFileSync(join(folder, 'users'), users);
  const config = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: name },
    ...(wantsLogin && { auth: { htpasswd: { realm: 'test', path: join(folder, 'users') } } }),
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(config));
  let running = start('docker-registry', ['serve', join(folder, 'config.yml')]);
  const answers = () =>
    eventually(`an answer of ${name}`, async () => {
      const { status } = await fetch(`http://${name}/v2/`);
      return status === (wantsLogin ? 401 : 200);
    });
  const stop = async () => {
    process.kill(running.pid, 'SIGTERM');
    await running.outcome;
  };
  await answers();
  return {
    name,
    dockerConfig,
    stop,
    restart: async () => {
      running = start('docker-registry', ['serve', join(folder, 'config.yml')]);
      await answers();
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Puts an image of docker.io, or another one under its name, into a registry, and returns the digest that Docker says it has there. */
export async function push(
  { name, dockerConfig }: Registry,
  image: string,
  engine: EngineId = 'docker',
  from = image,
): Promise<string> {
  const there = `${name}/${image}`;
  const insecure = engine === 'podman' ? ['--tls-verify=false'] : [];
  await outputOf(engine, ['tag', `docker.io/${from}`, there]);
  const env = { DOCKER_CONFIG: dockerConfig };
  const said = await run(engine, ['push', ...insecure, there], { env });
  await outputOf(engine, ['image', 'rm', there]);
  assert.equal(said.code, 0, said.stderr);
  return /digest: (sha256:[0-9a-f]{64})/.exec(said.stdout)?.[1] ?? '';
}

/** A home in which podman and skopeo ask a registry without encryption, as they do nobody unless they are told to. */
export function trustIn(home: string, registry: string): void {
  const folder = join(home, '.config/containers');
  mkdirSync(folder, { recursive: true });
  const insecure = `[[registry]]\nlocation = "${registry}"\ninsecure = true\n`;
  writeFileSync(join(folder, 'registries.conf'), insecure);
}

const manifestTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
].join(', ');

/** Puts an index of two platforms over the tag of an image, and returns its digest. */
export async function pushIndex({ name }: Registry, image: string): Promise<string> {
  const [repository, tag] = image.split(':');
  const address = `http://${name}/v2/${repository}/manifests/${tag}`;
  const response = await fetch(address, { headers: { accept: manifestTypes } });
  const mediaType = response.headers.get('content-type');
  const pushed = await response.text();
  const manifests = ['amd64', 'arm64'].map((architecture) => ({
    mediaType,
    size: Buffer.byteLength(pushed),
    digest: digestOf(pushed),
    platform: { os: 'linux', architecture },
  }));
  const type = 'application/vnd.oci.image.index.v1+json';
  const index = JSON.stringify({ schemaVersion: 2, mediaType: type, manifests });
  const headers = { 'content-type': type };
  const { status } = await fetch(address, { method: 'PUT', headers, body: index });
  assert.equal(status, 201);
  return digestOf(index);
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Has an engine forget what it has pulled from a registry: by its names, since the image may have others. */
export async function forget({ name }: Registry, engine: EngineId): Promise<void> {
  const format = ['--digests', '--format', '{{.Repository}} {{.Tag}} {{.Digest}}'];
  for (const line of linesOf(await outputOf(engine, ['image', 'ls', ...format]))) {
    const [repository = '', tag, digest] = line.split(' ');
    if (!repository.startsWith(`${name}/`)) continue;
    const named = tag === '<none>' ? `${repository}@${digest}` : `${repository}:${tag}`;
    await outputOf(engine, ['image', 'rm', named]);
  }
}
