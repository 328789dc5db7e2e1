import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputOf } from '../command.ts';
import { hostAddress, hostName } from './host.ts';

/** An HTTPS server on this machine whose certificate comes from a CA that nobody knows. */
export interface TlsServer {
  /** Its address for a container, without a path: https://HOST:PORT. */
  readonly url: string;
  /** The CA's certificate alone, in PEM. */
  readonly caFile: string;
  /** What to mount over the image's bundle: this machine's certificates and the CA's. */
  readonly bundleFile: string;
  /** The requests so far, as `GET /path`. */
  readonly requests: readonly string[];
  readonly remove: () => Promise<void>;
}

/** Starts a server that answers every request with this JSON. */
export async function startTlsServer(answer: object): Promise<TlsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  await writeCertificates(folder);
  const file = (name: string) => join(folder, name);
  const system = readFileSync('/etc/ssl/certs/ca-certificates.crt', 'utf8');
  writeFileSync(file('bundle.crt'), `${system}\n${readFileSync(file('ca.crt'), 'utf8')}`);

  const requests: string[] = [];
  const identity = {
    key: readFileSync(file('server.key')),
    cert: readFileSync(file('server.crt')),
  };
  const server = createServer(identity, ({ method, url }, response) => {
    requests.push(`${method} ${url}`);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  // A client that doesn't trust it hangs up; that's the client's error.
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return {
    url: `https://${hostName}:${(server.address() as AddressInfo).port}`,
    caFile: file('ca.crt'),
    bundleFile: file('bundle.crt'),
    requests,
    remove: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

const keyFlags = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Writes ca.crt, server.key and server.crt, on the curve P-256, valid for two days. */
async function writeCertificates(cwd: string): Promise<void> {
  const names = [`DNS:${hostName}`, 'DNS:localhost', `IP:${await hostAddress()}`, 'IP:127.0.0.1'];
  const extensions = [
    'basicConstraints=critical,CA:FALSE',
    'keyUsage=critical,digitalSignature',
    'extendedKeyUsage=serverAuth',
    'authorityKeyIdentifier=keyid',
    `subjectAltName=${names.join(',')}`,
  ];
  writeFileSync(join(cwd, 'extensions'), extensions.join('\n'));
  // OpenSSL's defaults add basicConstraints and the key identifiers of a CA.
  const ca = ['-x509', '-days', '2', '-keyout', 'ca.key', '-out', 'ca.crt'];
  const caNames = ['-subj', '/CN=Example Company CA', '-addext', 'keyUsage=critical,keyCertSign'];
  await outputOf('openssl', ['req', ...keyFlags, ...ca, ...caNames], { cwd });
  const request = ['-keyout', 'server.key', '-out', 'server.csr', '-subj', `/CN=${hostName}`];
  await outputOf('openssl', ['req', ...keyFlags, ...request], { cwd });
  const signing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
  const files = ['-in', 'server.csr', '-out', 'server.crt', '-extfile', 'extensions'];
  await outputOf('openssl', ['x509', '-req', ...files, ...signing], { cwd });
}
