import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newestReference } from '../../src/images/reference.ts';
import { today } from '../rendered-project.ts';
import { eventually, outputOf, run } from './command.ts';
import { freePort } from './project.ts';

/** Two BuildKits behind one builder of buildx, and the registry that both pull from. */
export interface Cluster {
  /** Name of the builder; commands find it by its variables. */
  readonly builder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Host and port of the registry. */
  readonly registry: string;
  /** Puts an image of the engine into the registry, where the nodes look for it under its own name. */
  push(image: string): Promise<void>;
  stop(): Promise<void>;
}

/** The platforms of the nodes. Both nodes are this machine, so programs for another platform run on neither. */
const platforms = ['linux/amd64', 'linux/arm64'];

/** Starts all of it in a folder of its own, on loopback and on sockets. */
export async function startCluster(builder: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), `${builder}-`));
  const registry = `127.0.0.1:${await freePort()}`;

  const env = { BUILDX_CONFIG: join(folder, 'buildx') };
  const processes = [startRegistry(folder, registry)];
  writeFileSync(join(folder, 'buildkitd.toml'), nodeSettings(registry));
  for (const [index, platform] of platforms.entries()) {
    const address = `unix://${folder}/${index}.sock`;
    processes.push(startNode(folder, `${index}`, address));
    await eventually('a BuildKit', () => existsSync(join(folder, `${index}.sock`)) || undefined);
    const append = index > 0 ? ['--append'] : [];
    const words = ['--name', builder, '--driver', 'remote', '--platform', platform, ...append];
    await outputOf('docker', ['buildx', 'create', ...words, address], { env });
  }
  await eventually('the registry', () => fetch(`http://${registry}/v2/`));
  return {
    builder,
    env,
    registry,
    push: (image) => pushImage(image, registry),
    stop: async () => {
      await run('docker', ['buildx', 'rm', '--keep-daemon', builder], { env });
      for (const child of processes.toReversed()) await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startRegistry(folder: string, address: string): ChildProcess {
  const settings = `version: 0.1
storage: {filesystem: {rootdirectory: ${folder}/registry}}
http: {addr: "${address}"}
`;
  writeFileSync(join(folder, 'registry.yml'), settings);
  return startLogged(folder, 'docker-registry', ['serve', join(folder, 'registry.yml')]);
}

function nodeSettings(registry: string): string {
  return `[registry."docker.io"]
mirrors = ["${registry}"]
[registry."${registry}"]
http = true
`;
}

function startNode(folder: string, name: string, address: string): ChildProcess {
  return startLogged(folder, 'buildkitd', [
    `--root=${folder}/node-${name}`,
    `--addr=${address}`,
    `--config=${folder}/buildkitd.toml`,
    '--containerd-worker=false',
    '--oci-worker-net=host',
    '--oci-worker-binary=runc',
  ]);
}

function startLogged(folder: string, program: string, words: readonly string[]): ChildProcess {
  const log = openSync(join(folder, 'log'), 'a');
  // It ends with the tests, even where those are killed.
  return spawn('setpriv', ['--pdeathsig=TERM', program, ...words], { stdio: ['ignore', log, log] });
}

/** A generator of lists as BuildKit asks for it: this one says what lies at the top of the image. */
export async function pushScanner({ builder, push, registry }: Cluster): Promise<string> {
  const image = `${builder}-scanner:1`;
  const folder = mkdtempSync(join(tmpdir(), 'scanner-'));
  const from = `FROM ${newestReference('alpine', '', today)}\n`;
  writeFileSync(
    join(folder, 'Dockerfile'),
    `${from}COPY scan /\nENTRYPOINT ["/bin/sh", "/scan"]\n`,
  );
  const predicate =
    '{"spdxVersion": "SPDX-2.3", "name": "\'$(echo $(ls "$BUILDKIT_SCAN_SOURCE"))\'"}';
  const statement = `{"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document", "predicate": ${predicate}}`;
  writeFileSync(
    join(folder, 'scan'),
    `echo '${statement}' >$BUILDKIT_SCAN_DESTINATION/sbom.spdx.json\n`,
  );
  try {
    await outputOf('docker', ['build', '--quiet', '--tag', image, folder]);
    await push(image);
  } finally {
    rmSync(folder, { recursive: true });
    await run('docker', ['image', 'rm', image]);
  }
  return `${registry}/${image}`;
}

async function pushImage(image: string, registry: string): Promise<void> {
  const copy = `${registry}/${image.replace(/^docker\.io\//, '')}`;
  await outputOf('docker', ['tag', image, copy]);
  try {
    await outputOf('docker', ['push', '--quiet', copy]);
  } finally {
    await run('docker', ['image', 'rm', copy]);
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill('SIGTERM');
  });
}
