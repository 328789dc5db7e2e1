import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { resolveDigests } from '../../src/registry/digests.ts';
import { temporaryFolder } from './written-project.ts';

/** What a registry on this machine answers to a question. */
export type Script = (request: IncomingMessage, response: ServerResponse) => void;

export interface ScriptedRegistry {
  /** Host and port. */
  readonly name: string;
  /** What it was asked: method and path, with the Authorization header where there was one. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

/** Starts a registry that does as it is told. */
export async function scriptedRegistry(script: Script): Promise<ScriptedRegistry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    asked.push(`${request.method} ${request.url}${authorization ? ` ${authorization}` : ''}`);
    script(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { name: `127.0.0.1:${port}`, asked, close };
}

/** An index of images, and the digest of its bytes. */
export const index = JSON.stringify({ schemaVersion: 2, manifests: [] });
export const digest = `sha256:${createHash('sha256').update(index).digest('hex')}`;

/** Answers with that index, under its digest or another. */
export function giving(response: ServerResponse, claimed: string = digest, body = index): void {
  response.setHeader('docker-content-digest', claimed);
  response.end(body);
}

/** Answers with a status and no more. */
export function refusing(status: number, headers: Readonly<Record<string, string>> = {}): Script {
  return (_request, response) => response.writeHead(status, headers).end('<html>no</html>');
}

/** The digest of one image of a registry, or its problem without the registry's name. */
export async function outcomeAt({ name }: ScriptedRegistry, limit = 5_000): Promise<string> {
  const reference = `${name}/library/app:1`;
  const found = (await resolveDigests([reference], limit)).get(reference);
  assert.ok(found);
  return 'digest' in found ? found.digest : found.problem.replaceAll(name, 'REGISTRY');
}

/** Makes a folder Docker's configuration, until the test restores the environment. */
export function configureDocker(config: object): string {
  const folder = temporaryFolder();
  process.env.DOCKER_CONFIG = folder;
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return folder;
}
