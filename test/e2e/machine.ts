import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

/**
 * What a user on this machine passes to `make build`: the certificates that the machine trusts beyond
 * the usual ones, and the places that it gets packages from, where a tool's own settings name another
 * than the default. Variables that are set already, such as GOPROXY, stay as they are. Base images have
 * none of it.
 */
export function machineSettings(): Readonly<Record<string, string>> {
  known ??= find();
  return known;
}

let known: Readonly<Record<string, string>> | undefined;

function find(): Record<string, string> {
  const ca = companyCertificates();
  const named = sources
    .filter(({ variable }) => !process.env[variable])
    .map(({ variable, ask, usual }) => [variable, answerOf(ask, usual)] as const)
    .filter(([, value]) => value !== '');
  return { ...Object.fromEntries(named), ...(ca && { CA: ca }) };
}

interface Source {
  readonly variable: string;
  /** Prints where this machine gets packages from. */
  readonly ask: string;
  readonly usual: RegExp;
}

const sources: readonly Source[] = [
  {
    variable: 'NPM_CONFIG_REGISTRY',
    ask: 'npm config get registry',
    usual: /^https:\/\/registry\.npmjs\.org\/?$/,
  },
  {
    variable: 'GOPROXY',
    ask: 'go env GOPROXY',
    usual: /^https:\/\/proxy\.golang\.org,direct$/,
  },
  { variable: 'PIP_INDEX_URL', ask: 'pip config get global.index-url', usual: /^$/ },
  {
    variable: 'APT_MIRROR',
    ask: "apt-get indextargets --format '$(REPO_URI)' | sed -n 's|^\\(https*://[^/]*\\)/debian/*$|\\1|p' | head -n 1",
    usual: /^https?:\/\/deb\.debian\.org$/,
  },
];

/** The first line that a command prints; nothing where it fails or says what is usual. */
function answerOf(command: string, usual: RegExp): string {
  const { status, stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  const [line = ''] = stdout.split('\n');
  return status === 0 && !usual.test(line.trim()) ? line.trim() : '';
}

const mozilla = '/usr/share/ca-certificates/mozilla';
const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** A file of the certificates that the machine trusts, and Node.js and Debian do not; none where there are none. */
function companyCertificates(): string | undefined {
  const trusted = read(process.env.SSL_CERT_FILE ?? '/etc/ssl/certs/ca-certificates.crt');
  const usual = new Set([...rootCertificates, ...mozillaCertificates()].map(withoutSpace));
  const own = trusted.filter((text) => !usual.has(withoutSpace(text)));
  if (own.length === 0) return undefined;
  const file = join(mkdtempSync(join(tmpdir(), 'company-ca-')), 'ca.pem');
  writeFileSync(file, `${own.join('\n')}\n`);
  return file;
}

function mozillaCertificates(): string[] {
  try {
    return readdirSync(mozilla).flatMap((name) => read(join(mozilla, name)));
  } catch {
    return [];
  }
}

function read(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').match(certificate) ?? [];
  } catch {
    return [];
  }
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '');
}
