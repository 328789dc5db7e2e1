import assert from 'node:assert/strict';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { targetOf } from '../../src/answers/target.ts';
import { outputOf } from './command.ts';
import { hostFlag } from './evolved/host.ts';
import { startTlsServer } from './evolved/tls-server.ts';
import type { Project } from './project.ts';

const bundle = '/etc/ssl/certs/ca-certificates.crt';

/** Where libraries look for certificates: Go, GnuTLS and curl; OpenSSL of Alpine and others; OpenSSL of Debian. */
const places = [bundle, '/etc/ssl/cert.pem', '/usr/lib/ssl/cert.pem'];

/** Asserts that libraries find the CA bundle at their own default paths, given the files of an image. */
export function assertHasBundle(folder: string): void {
  for (const place of places) {
    const text = readFileSync(join(folder, followed(folder, place)), 'utf8');
    const found = text.match(/^-----BEGIN CERTIFICATE-----$/gm) ?? [];
    assert.ok(found.length > 50, `${place} has ${found.length} certificates`);
  }
}

/** The file that a path leads to, where an absolute link stays inside the folder. */
function followed(folder: string, path: string): string {
  const steps = path.split('/').filter(Boolean);
  return steps.reduce((above, step) => {
    const next = join(above, step);
    return lstatSync(join(folder, next)).isSymbolicLink()
      ? followed(folder, resolve('/', dirname(next), readlinkSync(join(folder, next))))
      : next;
  }, '/');
}

const noon = '2026-07-01T12:00:00+00:00';

/** Code that an interpreter runs, which prints what it finds as JSON. */
const probes: Readonly<Record<string, (url: string) => readonly string[]>> = {
  node: (url) => [
    '--eval',
    `const answer = fetch('${url}').then(({ status }) => status, ({ cause }) => String(cause));
       const berlin = new Date('${noon}').toLocaleTimeString('de-DE', { timeZone: 'Europe/Berlin' });
       answer.then((answer) => console.log(JSON.stringify({ answer, berlin })));`,
  ],
  python: (url) => [
    '-c',
    `import datetime, json, ssl, urllib.request, zoneinfo
try:
    answer = urllib.request.urlopen("${url}", timeout=10).status
except OSError as error:
    answer = str(error)
try:
    berlin = datetime.datetime.fromisoformat("${noon}").astimezone(zoneinfo.ZoneInfo("Europe/Berlin")).strftime("%H:%M:%S")
except zoneinfo.ZoneInfoNotFoundError:
    berlin = "unknown"
print(json.dumps({"answer": answer, "berlin": berlin, "certificates": ssl.create_default_context().cert_store_stats()["x509_ca"]}))`,
  ],
};

/**
 * Asserts that the interpreter of an image trusts the CAs of the image, and of a bundle that is mounted
 * over it. It also knows the time in Berlin, in Python if the base has time zones.
 */
export async function assertTrusts({ answers, engine, image }: Project): Promise<void> {
  const probe = probes[answers.language];
  if (!probe) return;
  // The last word is the program.
  const [interpreter, ...options] = targetOf(answers).language.entrypoint.slice(0, -1);
  const server = await startTlsServer({});
  const ask = async (...flags: string[]) => {
    const run = ['run', '--rm', '--read-only', hostFlag, ...flags];
    const words = [`--entrypoint=${interpreter}`, `${image}:dev`, ...options, ...probe(server.url)];
    return JSON.parse(await outputOf(engine, [...run, ...words]));
  };
  try {
    const before = await ask();
    assert.match(String(before.answer), /self.signed|certificate/i, 'nobody knows this CA');
    assert.ok((before.certificates ?? 100) > 50, `${before.certificates} certificates`);
    const { answer, berlin } = await ask(`--volume=${server.bundleFile}:${bundle}:ro`);
    assert.equal(answer, 200);
    const hasZones = answers.language === 'node' || answers.base !== 'scratch';
    assert.equal(berlin, hasZones ? '14:00:00' : 'unknown');
  } finally {
    await server.remove();
  }
}
