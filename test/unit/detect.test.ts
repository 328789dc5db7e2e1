import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { languages } from '../../src/languages/languages.ts';
import { Refusal } from '../../src/refusal.ts';
import { detect } from '../../src/source/detect.ts';
import { detections } from '../../src/source/detections.ts';
import { goAndCpp } from './repositories/go-and-cpp.ts';
import { mixed } from './repositories/mixed.ts';
import { node } from './repositories/node.ts';
import { python } from './repositories/python.ts';
import { rustAndJava } from './repositories/rust-and-java.ts';

const repositories = [...goAndCpp, ...node, ...python, ...rustAndJava, ...mixed];

describe('the detection of a program', () => {
  let root: string;
  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'detect-')), 'My Shop');
    mkdirSync(root);
  });
  afterEach(() => rmSync(dirname(root), { recursive: true }));

  function write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }

  for (const { title, files, facts, needs = [], native = [], obstacles = [] } of repositories)
    it(`finds the facts: ${title}`, () => {
      write(files);
      const program = detect(root);
      const found = Object.fromEntries(
        Object.entries(program.facts).map(([name, { value, sure }]) => [name, `${value} ${sure}`]),
      );
      assert.deepEqual({ ...found, ...facts }, found);
      assert.equal(
        found.name,
        'my-shop convention'.replace(
          'my-shop',
          program.facts.folder?.value === '.'
            ? 'my-shop'
            : (String(found.name).split(' ')[0] ?? ''),
        ),
      );
      const valuesOf = (list: readonly { readonly value: string }[]) =>
        list.map(({ value }) => value);
      assert.deepEqual([valuesOf(program.needs), valuesOf(program.native)], [needs, native]);
      assert.equal(program.obstacles.length, obstacles.length, program.obstacles.join('\n'));
      for (const [index, obstacle] of obstacles.entries())
        assert.match(program.obstacles[index] ?? '', obstacle);
    });

  const go = { 'go.mod': 'module x\n\ngo 1.27\n', 'main.go': 'package main\n\nfunc main() {}\n' };
  const refused: Readonly<
    Record<string, readonly [Readonly<Record<string, string | Buffer>>, RegExp]>
  > = {
    'an empty folder': [
      {},
      /has no program that can be recognised: none of go\.mod, .* is at its root/,
    ],
    'a library without a manifest': [{ 'README.md': 'x' }, /has no program that can be recognised/],
    'several programs': [
      { 'a/go.mod': 'module a\n', 'b/package.json': '{}' },
      /has several programs: a, b\. Name the folder of one of them\.$/,
    ],
    'workspaces of npm with several programs': [
      {
        'package.json': '{"workspaces":["apps/*"]}',
        'apps/a/package.json': '{}',
        'apps/b/package.json': '{}',
      },
      /has several programs: apps\/a, apps\/b\./,
    ],
    'no lock file': [
      { 'package.json': '{"dependencies":{"express":"5"}}' },
      /has no lock file, so two builds could differ\. Add one of package-lock\.json, /,
    ],
    'a manifest that is not JSON': [
      { 'package.json': '{\n  "name": }\n', 'package-lock.json': '{}' },
      /^package\.json:\d isn't valid JSON\. Fix that line\.$/,
    ],
    'a manifest that is not TOML': [
      { 'Cargo.toml': '[package]\nname = \n', 'Cargo.lock': '' },
      /^Cargo\.toml:2 isn't valid TOML\. Fix that line\.$/,
    ],
    'a module of Go without a module line': [
      { ...go, 'go.mod': 'x {{\n' },
      /^go\.mod has no line module\./,
    ],
    'a library in Go': [
      { 'go.mod': go['go.mod'], 'a.go': 'package a\n' },
      /this is a library\. Name the folder of a program\.$/,
    ],
    'a pom.xml without an end': [{ 'pom.xml': '<project>' }, /^pom\.xml has no end tag/],
    'a CMakeLists.txt without an end': [
      { 'CMakeLists.txt': 'add_executable(\n' },
      /^CMakeLists\.txt has a command without an end/,
    ],
    'a Dockerfile that cannot be parsed': [
      { ...go, Dockerfile: 'FORM x\n' },
      /^Dockerfile:1 can't be parsed/,
    ],
    'a compose file that is not YAML': [
      { ...go, 'compose.yaml': 'services:\n - [\n' },
      /^compose\.yaml:\d isn't valid YAML/,
    ],
  };
  for (const [title, [files, message]] of Object.entries(refused))
    it(`refuses in a sentence: ${title}`, () => {
      write(files);
      assert.throws(
        () => detect(root),
        (error) =>
          error instanceof Refusal && message.test(error.message) && !error.message.includes('\n'),
      );
    });

  it('refuses a binary manifest, and follows no link out of the repository', () => {
    write({ 'package.json': Buffer.from([0x7b, 0, 0xff]) });
    assert.throws(() => detect(root), /^Refusal: package\.json isn't text/);
    rmSync(join(root, 'package.json'));
    writeFileSync(join(root, '../go.mod'), go['go.mod']);
    symlinkSync('../go.mod', join(root, 'go.mod'));
    symlinkSync('..', join(root, 'up'));
    assert.throws(() => detect(root), /has no program/);
  });

  it('is there for each language', () => {
    const ids = languages.map(({ id }) => id);
    assert.deepEqual(Object.keys(detections).sort(), ids.sort());
  });

  it('names the line of a fact', () => {
    write(go);
    assert.equal(detect(root).facts.version?.from, 'go.mod:3');
  });

  it('says which secrets a build needs', () => {
    write({
      'package.json': '{}',
      'package-lock.json': '{}',
      '.npmrc': '//r.example/:_authToken=x\n',
    });
    assert.deepEqual(
      detect(root).secrets.map(({ value }) => value),
      ['.npmrc'],
    );
  });
});
