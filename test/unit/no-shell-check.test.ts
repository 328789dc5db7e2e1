import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageUrl } from '../../src/package.ts';
import { elfFile } from './elf-file.ts';
import { shell, temporaryFolder } from './written-project.ts';

const folderOf = packageUrl('templates/_hardening/no-shell/').pathname;

interface File {
  readonly text: string | Buffer;
  readonly mode?: number;
}
type Files = Readonly<Record<string, File>>;

/** What image-programs.sh says about the files of one layer. */
function programsOf(files: Files): string {
  const folder = temporaryFolder();
  for (const [path, { text, mode = 0o644 }] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode });
  }
  const said = shell(`sh ${folderOf}image-programs.sh 1`, {
    cwd: folder,
    env: { TMPDIR: temporaryFolder() },
  });
  rmSync(folder, { recursive: true });
  return said;
}

const app = { text: elfFile({ type: 'fixed', entry: 1 }), mode: 0o755 };
const loader = { text: elfFile({ type: 'shared', entry: 1, soname: true }), mode: 0o755 };
const shared = { text: elfFile({ type: 'shared' }) };
const dash = elfFile({ type: 'shared', entry: 1, namesLoader: true, pie: true });
const arm = 'usr/lib/ld-linux-aarch64.so.1';
const update = 'etc/update-motd.d/10-uname';
const executables = ['/app', '/usr/lib64/ld-linux-x86-64.so.2', `/${arm}`];

/** The verdict of the check on an image of one layer, for amd64. */
function verdictOn(files: Files): string {
  const all: Files = { app, 'usr/lib64/ld-linux-x86-64.so.2': loader, ...files };
  const facts = temporaryFolder();
  const lines = Object.entries(all).flatMap(([path, { mode = 0o644 }]) => {
    const rights = mode & 0o111 ? '-rwxr-xr-x' : '-rw-r--r--';
    return ['1', 'whole'].map((where) => `${where}\t${rights}\t0/0\t9\t/${path}\n`);
  });
  writeFileSync(join(facts, 'files'), lines.join(''));
  writeFileSync(join(facts, 'programs'), programsOf(all));
  const said = shell(
    `fail() { echo "FAIL $1"; exit 0; }; pass() { echo "ok $1"; }; need() { :; }
     configured() { echo amd64; }; notFound() { return 127; }
     ENGINE=notFound RUN_ID=test FACTS=${facts} INTERPRETER=/app
     EXECUTABLES='${executables.join(' ')}' SCRIPTS='/${update}'
     set -u; . ${folderOf}check.sh`,
  );
  rmSync(facts, { recursive: true });
  return said.trim();
}

const kinds: readonly [what: string, kind: string, file: Buffer][] = [
  ['a program at a fixed address', 'program', elfFile({ type: 'fixed' })],
  ['one that names its loader', 'program', elfFile({ type: 'shared', namesLoader: true })],
  ['a static one at any address', 'program', elfFile({ type: 'shared', entry: 1, pie: true })],
  ['a library', 'library', elfFile({ type: 'shared', soname: true })],
  ['a library without a name', 'library', elfFile({ type: 'shared' })],
  ['a library of an old linker', 'library', elfFile({ type: 'shared', entry: 1, soname: true })],
  [
    'the C library, which prints its version when it is started',
    'library',
    elfFile({ type: 'shared', entry: 1, namesLoader: true, soname: true }),
  ],
];

describe('what a file is, by its content', () => {
  for (const [what, kind, file] of kinds)
    it(`${what}: ${kind}`, () =>
      assert.equal(
        programsOf({ 'usr/a  file': { text: file } }),
        `1\t${kind}\t62\t/usr/a  file\n`,
      ));

  it('with both sizes of word and both orders of bytes', () => {
    for (const bits of [32, 64] as const)
      for (const order of ['little', 'big'] as const)
        for (const pie of [true, false]) {
          const text = elfFile({ type: 'shared', machine: 22, bits, order, entry: 1, pie });
          const expected = `1\t${pie ? 'program' : 'library'}\t22\t/x\n`;
          assert.equal(programsOf({ x: { text } }), expected, `${bits} ${order} ${pie}`);
        }
  });

  it('a script only if it may be executed, and nothing else', () => {
    const said = programsOf({
      run: { text: '#! /usr/bin/env sh\n', mode: 0o755 },
      data: { text: '#!/bin/sh\n' },
      short: { text: '\x7fELF' },
      text: { text: '==> /app <==\n\x7fELF' },
      object: {
        text: Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(200)]),
      },
    });
    assert.equal(said, '1\tscript\t/usr/bin/env\t/run\n');
  });
});

const bad: readonly [what: string, files: Files, says: RegExp][] = [
  [
    'a shell without an executable bit',
    { 'usr/lib/helper': { text: dash } },
    /without an executable bit, and not declared: \/usr\/lib\/helper/,
  ],
  [
    'a shell in the place of another platform’s loader',
    { [arm]: { text: dash, mode: 0o755 } },
    /something else: .*aarch64\.so\.1 is a program, not a library or loader/,
  ],
  [
    'a loader of another platform',
    { [arm]: { text: elfFile({ type: 'shared', machine: 183, entry: 1 }), mode: 0o755 } },
    /aarch64\.so\.1 is made for another platform/,
  ],
  [
    'a script in the place of a loader',
    { [arm]: { text: '#!/app\n', mode: 0o755 } },
    /aarch64\.so\.1 is a script, not a library/,
  ],
  [
    'a program in the place of a script',
    { [update]: { text: dash, mode: 0o755 } },
    /10-uname is a program, not a script/,
  ],
  [
    'a script of the base, for an interpreter of the image',
    { [update]: { text: '#!/app\n', mode: 0o755 } },
    /10-uname is a script for \/app, which the image has/,
  ],
  ['any other script', { hook: { text: '#!/app\n', mode: 0o755 } }, /not declared: \/hook/],
];

describe('no-shell', () => {
  for (const [what, files, says] of bad)
    it(`fails on ${what}`, () => assert.match(verdictOn(files), says));

  it('passes with libraries and data, and names the interpreter', () => {
    const said = verdictOn({
      'usr/lib/libz.so.1': shared,
      'usr/lib/libc.so.6': { text: elfFile({ type: 'shared', namesLoader: true, soname: true }) },
      'opt/node_modules/x/cli.js': { text: '#!/usr/bin/env node\n' },
      [update]: { text: '#!/bin/sh\n', mode: 0o755 },
    });
    assert.match(said, /^ok every program in the image: \/app .*\. \/app runs any code/);
  });
});
