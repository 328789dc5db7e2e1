import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { packageUrl } from '../../src/package.ts';
import { temporaryFolder } from './written-project.ts';

const script = fileURLToPath(packageUrl('./templates/node/hardening/build/packages.mjs'));
const token = 'token-of-ann';

/** The archive of the package @corp/greeting, as npm has it. */
function archive(): Buffer {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'package'));
  const manifest = { name: '@corp/greeting', version: '1.0.0' };
  writeFileSync(join(folder, 'package/package.json'), JSON.stringify(manifest));
  execFileSync('tar', ['-czf', 'archive.tgz', 'package'], { cwd: folder });
  return readFileSync(join(folder, 'archive.tgz'));
}

describe('a private npm registry', () => {
  const tarball = archive();
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  let server: Server;
  let registry: string;
  before(async () => {
    server = createServer((request, response) => {
      const isKnown = request.headers.authorization === `Bearer ${token}`;
      const isThere = request.url?.includes('greeting');
      response.writeHead(isKnown ? (isThere ? 200 : 404) : 401).end(isKnown ? tarball : '{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    registry = `127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  after(() => server.close());

  /** Installs a project with the package, with an .npmrc as the build mounts it. */
  async function install(npmrc: string, name = 'greeting') {
    const [folder, home] = [temporaryFolder(), temporaryFolder()];
    const dependencies = { [`@corp/${name}`]: '1.0.0' };
    const resolved = `http://${registry}@corp/${name}/-/${name}-1.0.0.tgz`;
    const packages = {
      '': { dependencies },
      [`node_modules/@corp/${name}`]: { version: '1.0.0', resolved, integrity },
    };
    const lock = { lockfileVersion: 3, requires: true, packages };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies }));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    writeFileSync(join(home, '.npmrc'), npmrc);
    const env = { PATH: process.env.PATH, HOME: home };
    const npm = spawn(process.execPath, [script], { cwd: folder, env });
    const [stderr, [code]] = await Promise.all([text(npm.stderr), once(npm, 'close')]);
    return { code, stderr, isInstalled: existsSync(join(folder, 'node_modules/@corp/greeting')) };
  }

  const rows = () => `@corp:registry=http://${registry}\n`;

  it('hands out a package to the credentials of the .npmrc', async () => {
    const outcome = await install(`${rows()}//${registry}:_authToken=${token}\n`);
    assert.deepEqual([outcome.code, outcome.isInstalled], [0, true], outcome.stderr);
  });

  it('is named with the package that it does not have', async () => {
    const { code, stderr } = await install(
      `${rows()}//${registry}:_authToken=${token}\n`,
      'nothing',
    );
    assert.equal(code, 1);
    assert.match(
      stderr,
      /\nThe npm registry doesn't have http:\S+nothing-1\.0\.0\.tgz\. .*needs NPMRC\.\n$/,
    );
  });

  for (const [title, line] of [
    ['wrong', ':_authToken=other\n'],
    ['missing', ':always-auth=false\n'],
  ] as const)
    it(`is named as the reason if credentials are ${title}`, async () => {
      const { code, stderr } = await install(`${rows()}//${registry}${line}`);
      assert.equal(code, 1);
      assert.match(
        stderr,
        /\nThe npm registry rejected the credentials\. .*NPMRC=\$HOME\/\.npmrc\n$/,
      );
      assert.doesNotMatch(stderr, /token-of-ann/);
    });
});
