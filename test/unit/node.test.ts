import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extras } from '../../src/extras/extras.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { packageUrl } from '../../src/package.ts';
import { renderedProject } from '../rendered-project.ts';
import { output, temporaryFolder, writtenProject } from './written-project.ts';

const root = fileURLToPath(packageUrl('./'));
const script = (name: string) => join(root, 'templates/node/hardening/build', name);

describe('the linter of a Node.js service', () => {
  const biome = join(root, 'node_modules/.bin/biome');
  for (const kind of Object.keys(kinds))
    for (const extra of [...Object.keys(extras), 'all'])
      it(`finds nothing in a fresh ${kind} with the extra ${extra}`, () => {
        const chosen = extra === 'all' ? Object.keys(extras) : [extra];
        const given = { language: 'node', kind, extras: chosen };
        const folder = writtenProject(renderedProject(given));
        output([biome, 'ci', '--error-on-warnings'], { cwd: folder });
      });
});

/** A project with locked packages, installed by an npm that only writes down its arguments. */
class Installation {
  readonly folder = temporaryFolder();

  constructor(locked: Record<string, object>, allowScripts: object, npm = '') {
    const lock = { packages: Object.fromEntries(Object.entries(locked).map(at)) };
    this.write('package-lock.json', JSON.stringify(lock));
    this.write('package.json', JSON.stringify({ allowScripts }));
    for (const name of Object.keys(locked))
      if (name !== 'fsevents')
        mkdirSync(join(this.folder, 'node_modules', name), { recursive: true });
    this.write('bin/npm', `#!/bin/sh\necho "npm $*"\n${npm}\n`);
    chmodSync(join(this.folder, 'bin/npm'), 0o755);
  }

  private write(path: string, text: string) {
    mkdirSync(join(this.folder, dirname(path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  run() {
    const env = { PATH: `${join(this.folder, 'bin')}:${process.env.PATH}` };
    const words = [script('packages.mjs'), '--omit=dev'];
    return spawnSync(process.execPath, words, { cwd: this.folder, env, encoding: 'utf8' });
  }
}

const at = ([name, entry]: [string, object]) => [`node_modules/${name}`, entry];
const withScript = { version: '1.2.3', hasInstallScript: true };
const install = 'npm ci --ignore-scripts --no-audit --no-fund --omit=dev\n';
const rebuild = 'npm rebuild --foreground-scripts --loglevel=error native@1.2.3\n';

describe('the install scripts of packages of a Node.js service', () => {
  const allowing = [{ native: true }, { 'native@1.2.3': true }, { 'native@1.0.0 || 1.2.3': true }];
  for (const allowScripts of allowing)
    it(`run if package.json allows it: ${JSON.stringify(allowScripts)}`, () => {
      const { status, stdout } = new Installation({ native: withScript }, allowScripts).run();
      assert.deepEqual([status, stdout], [0, install + rebuild]);
    });

  it('do not run if package.json forbids it, be it in one of two lines', () => {
    const allowScripts = { native: false, 'native@1.2.3': true };
    const { status, stdout } = new Installation({ native: withScript }, allowScripts).run();
    assert.deepEqual([status, stdout], [0, install]);
  });

  for (const allowScripts of [{}, { other: true }, { 'native@1.2.4': true }, { native: 'yes' }])
    it(`stop the build, by name, if nothing is decided: ${JSON.stringify(allowScripts)}`, () => {
      const locked = {
        native: withScript,
        '@scope/other': withScript,
        plain: { version: '1.0.0' },
      };
      const { status, stdout, stderr } = new Installation(locked, allowScripts).run();
      assert.deepEqual([status, stdout], [1, install]);
      assert.equal(
        stderr,
        'These packages want to run an install script: native@1.2.3, @scope/other@1.2.3. Decide in package.json, true to run the script or false to skip it: "allowScripts": {"native":true,"@scope/other":true}\n',
      );
    });

  it('are of no interest in a package for another platform, or bundled with another', () => {
    const locked = { fsevents: withScript, bundled: { ...withScript, inBundle: true } };
    assert.equal(new Installation(locked, {}).run().status, 0);
  });

  it('stop the build if one fails, with the way out', () => {
    const failing = 'case $1 in rebuild) echo "not found: make" >&2; exit 1 ;; esac';
    const { status, stderr } = new Installation(
      { native: withScript },
      { native: true },
      failing,
    ).run();
    assert.equal(status, 1);
    assert.match(
      stderr,
      /not found: make\nThe install script of native@1\.2\.3 failed: .* build g\+\+/,
    );
  });

  it('are not reached if the registry rejects the credentials, and one sentence says so', () => {
    const rejecting = 'echo "npm error code E401" >&2; exit 1';
    const { status, stderr } = new Installation({}, {}, rejecting).run();
    assert.equal(status, 1);
    assert.match(stderr, /The npm registry rejected the credentials\. .*make build NPMRC=/);
  });
});

describe('the program of Node.js without its symbols', () => {
  it('is smaller or as large, and runs', () => {
    const copy = join(temporaryFolder(), 'node');
    copyFileSync(process.execPath, copy);
    chmodSync(copy, 0o755);
    output([process.execPath, script('strip.mjs'), copy]);
    assert.ok(statSync(copy).size <= statSync(process.execPath).size);
    assert.equal(output([copy, '--print', '6 * 7']), '42\n');
  });

  it('is not made of other files', () => {
    const file = join(temporaryFolder(), 'text');
    writeFileSync(file, 'x'.repeat(100));
    const { status, stderr } = spawnSync(process.execPath, [script('strip.mjs'), file], {
      encoding: 'utf8',
    });
    assert.deepEqual([status, stderr], [1, `${file} isn't a 64-bit ELF program.\n`]);
  });
});
