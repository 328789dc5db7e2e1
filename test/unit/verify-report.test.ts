import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderedProject } from '../rendered-project.ts';
import { temporaryFolder, writtenProject } from './written-project.ts';

const bin = temporaryFolder();
writeFileSync(
  join(bin, 'engine'),
  '#!/bin/sh\n[ "$1" = --version ] && echo \'Docker version 29 "a" <b>\'\n',
  { mode: 0o755 },
);

/** Runs verify.sh with an engine that does nothing, on the checks that need none. */
function verified(
  env: Readonly<Record<string, string>>,
  edit: (folder: string) => void = () => {},
  only = 'pinned-base',
) {
  const folder = writtenProject(renderedProject({}));
  edit(folder);
  const { status, stdout, stderr } = spawnSync('sh', [join(folder, 'hardening/verify.sh')], {
    env: {
      PATH: process.env.PATH,
      ENGINE: join(bin, 'engine'),
      IMAGE: 'shop:dev',
      ...(only && { VERIFY_ONLY: only }),
      ...env,
    },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Names an image by a tag that changes. */
const moving = (folder: string) => {
  const path = join(folder, 'hardening/settings.sh');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/alpine:[\d.]+/, 'alpine:latest'));
};

/** Takes a check off the list; its file goes as well. */
const shortened = (folder: string) => {
  const order = join(folder, 'hardening/checks/order');
  writeFileSync(order, readFileSync(order, 'utf8').replace(/^(?!pinned-base$).*\n/gm, ''));
  rmSync(join(folder, 'hardening/checks/seccomp.sh'));
};

describe('the result of make verify', () => {
  it('is partial if VERIFY_ONLY is set, and the last line says so', () => {
    const { status, stdout } = verified({});
    assert.equal(status, 0);
    assert.match(
      stdout,
      /is partial, and not a proof of the whole image:\n {2}not run: clean-context/,
    );
    assert.match(stdout, /seccomp.* \(VERIFY_ONLY is set\)/);
    assert.match(stdout, /\n1 passed, 0 failed, 0 skipped, 0 waived in \d+ s \(partial\)\n$/);
  });

  it('is partial and fails if checks/order is shortened', () => {
    const { status, stdout } = verified({}, shortened, '');
    assert.equal(status, 1);
    assert.match(stdout, /not run: .* seccomp .*\(restore them in hardening\/checks\/order\)/);
    assert.match(stdout, /\n1 passed, 0 failed, .* \(partial\)\n$/);
  });

  it('is partial with other run flags or another Dockerfile', () => {
    const env = { RUN_FLAGS: '/dev/null', DOCKERFILE: '/dev/null' };
    const { stdout } = verified(env);
    assert.match(stdout, /the flags in \/dev\/null, not in hardening\/run\.flags/);
    assert.match(stdout, /the Dockerfile was \/dev\/null/);
  });

  it('ends with one command that repeats what failed', () => {
    const { status, stdout } = verified({}, moving, 'pinned-base seccomp');
    assert.equal(status, 1);
    const command = 'To repeat only what failed: make verify VERIFY_ONLY="pinned-base seccomp"';
    assert.ok(stdout.includes(`\n${command}\n`), stdout);
  });

  it('takes no verdict from an earlier run', () => {
    const facts = temporaryFolder();
    writeFileSync(join(facts, 'ok.nothing'), 'holds');
    assert.match(verified({ FACTS: facts }, undefined, 'nothing').stdout, /FAIL +nothing/);
  });

  it('is JSON, as docs/verify.md describes it', () => {
    const { stdout } = verified({ VERIFY_FORMAT: 'json' }, moving, 'pinned-base seccomp');
    const document = JSON.parse(stdout);
    const described = readFileSync(new URL('../../docs/verify.md', import.meta.url), 'utf8');
    for (const key of [...Object.keys(document), ...Object.keys(document.checks[0])])
      assert.ok(described.includes(`\`${key}\``), key);
    assert.equal(document.version, 1);
    assert.equal(document.engine, 'Docker version 29 "a" <b>');
    assert.deepEqual([document.complete, document.failed, document.passed], [false, 2, 0]);
    assert.match(document.partial.join(), /VERIFY_ONLY is set/);
    assert.deepEqual(
      document.checks.map(({ id, result }: Record<string, string>) => [id, result]),
      [
        ['pinned-base', 'fail'],
        ['seccomp', 'fail'],
      ],
    );
    assert.match(document.checks[0].message, /alpine:latest names another image/);
  });

  it('is JSON without a reason if it is complete', () => {
    const waived = (folder: string) =>
      writeFileSync(join(folder, 'hardening/waivers'), 'no-shell | - | it\'s "1\\2" & <3\n');
    const all = readFileSync(
      join(writtenProject(renderedProject({})), 'hardening/checks/order'),
      'utf8',
    );
    const { stdout } = verified({ VERIFY_FORMAT: 'json' }, waived, all);
    const document = JSON.parse(stdout);
    assert.deepEqual([document.complete, document.partial, document.waived], [true, [], 1]);
    assert.equal(document.checks.at(-1).message, 'it\'s "1\\2" & <3');
  });

  it('is JUnit', () => {
    const { stdout } = verified({ VERIFY_FORMAT: 'junit' }, moving, 'pinned-base clean-context');
    assert.match(
      stdout,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuite name="hardening of /,
    );
    assert.match(stdout, /<testsuite [^>]* tests="2" failures="2" skipped="0" time="\d+">/);
    assert.match(stdout, /<property name="partial" value="not run: /);
    assert.match(stdout, /name="pinned-base">\n {4}<failure message="[^"<]*names another/);
    assert.match(stdout, /<\/testsuite>\n$/);
  });

  it('is TAP with the reasons as comments', () => {
    const { stdout } = verified({ VERIFY_FORMAT: 'tap' });
    assert.match(stdout, /^TAP version 14\n1\.\.1\nok 1 - pinned-base\n# partial: not run: /);
  });

  it('needs a format that exists', () => {
    const { status, stderr } = verified({ VERIFY_FORMAT: 'yaml' });
    assert.equal(status, 2);
    assert.match(stderr, /^Unknown VERIFY_FORMAT `yaml`\. Use text, tap, json or junit\.$/m);
  });
});
