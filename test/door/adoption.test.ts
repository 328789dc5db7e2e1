import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, command, filesIn, makeFolder, yo } from './doors.ts';

/** A program that was found, with files of its own that ours must leave alone. */
const program: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/pay\n\ngo 1.27\n',
  'main.go':
    'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.HandleFunc("/healthz", nil)\n\thttp.ListenAndServe(":7070", nil)\n}\n',
  'templates/index.html': '<p>Pay</p>\n',
  'docs/page.md': '# Page\n',
  Dockerfile: 'FROM golang:1.27\nRUN go build -o /pay .\nCMD ["/pay"]\n',
  Makefile: 'all:\n',
  '.dockerignore': 'docs\n',
  'README.md': '# Pay\n',
};

describe('hardened-container adopt, writing', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
    write(program);
    git('init', '--quiet');
    git('add', '.');
    git('-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '--quiet', '-m', 'x');
  });
  afterEach(() => remove());

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'safe.directory=*', ...words], { cwd: folder, encoding: 'utf8' });
  const run = (...words: string[]) => command(words, { cwd: folder });
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');
  const stored = () => JSON.parse(text('.yo-rc.json'))['generator-hardened-container'];

  it('adds hardening/ and .yo-rc.json, and changes nothing else', async () => {
    const { code, output } = await run('adopt', '--yes');
    assert.equal(code, 0, output);
    assert.match(output, /^ {2}make -f hardening\/Makefile build$/m);
    assert.deepEqual(git('status', '--porcelain').split('\n'), [
      '?? .yo-rc.json',
      '?? hardening/',
      '',
    ]);
    assert.match(text('hardening/Dockerfile.dockerignore'), /^!main\.go$/m);
    assert.match(text('hardening/Dockerfile.dockerignore'), /^!templates\/\*\*$/m);
    assert.doesNotMatch(text('hardening/Dockerfile.dockerignore'), /docs|README/);
    assert.match(text('hardening/Dockerfile'), /^HEALTHCHECK .*\n.*7070\/healthz"\]$/m);
    const { source, port, include, assets } = stored();
    assert.deepEqual([source, port], ['own', 7070]);
    assert.deepEqual(include, ['go.mod', 'main.go', 'templates/']);
    assert.deepEqual(assets, ['templates/']);
  });

  it('writes nothing with --dry-run, and nothing without a terminal', async () => {
    const before = filesIn(folder);
    assert.match((await run('adopt', '--dry-run')).output, /^create {2}hardening\/Dockerfile$/m);
    assert.match((await run('adopt')).output, /^entry +\. +said +Dockerfile: go build$/m);
    assert.deepEqual(filesIn(folder), before);
  });

  it('prints one document with --json', async () => {
    const { output } = await run('adopt', '--yes', '--json');
    const document = JSON.parse(output.slice(output.indexOf('{\n  "version": 1,')));
    assert.equal(document.facts.entry.value, '.');
    assert.equal(document.services[0].answers.entry, '.');
  });

  it('takes what is said by flags before what was found', async () => {
    const flags = ['--port', '9001', '--probe', '/ready', '--memory', '99', '--arguments=--v=2'];
    assert.equal((await run('adopt', '--yes', ...flags)).code, 0);
    assert.match(text('hardening/run.flags'), /^--memory=99m$/m);
    assert.match(text('hardening/Dockerfile'), /^ENTRYPOINT \["\/app\/[\w-]+", "--v=2"\]$/m);
    assert.match(text('hardening/Dockerfile'), /9001\/ready"\]$/m);
  });

  it('gives a project that can be changed, checked and extended', async () => {
    await run('adopt', '--yes');
    assert.equal((await run('--memory', '200', '--yes')).code, 0);
    assert.match(text('hardening/run.flags'), /^--memory=200m$/m);
    assert.equal((await run('deploy', '--yes')).code, 0);
    assert.match(text('compose.yaml'), /mem_limit: 200m/);
    assert.equal((await run('update')).code, 0);
    assert.equal((await run('check')).code, 0);
    assert.equal(git('diff', '--name-only'), '');
    const again = await run('adopt', '--yes');
    assert.equal(again.code, 2);
    assert.match(again.output, /is a project of this generator already\. To change it, run/);
  });

  const refused: Readonly<Record<string, readonly [Readonly<Record<string, string>>, RegExp]>> = {
    'a folder hardening of the repository': [
      { 'hardening/notes.txt': 'ours\n' },
      /has a folder hardening that this tool didn't write\. Nothing was written\. Rename it first\./,
    ],
    'an entry script': [
      { Dockerfile: 'FROM golang:1.27\nENTRYPOINT ["/entry.sh"]\n' },
      /starts with the script \/entry\.sh, which needs a shell\. .* Nothing was written\./,
    ],
    'a manager without a build': [
      {
        'go.mod': '',
        'package.json': '{"main":"a.js"}',
        'bun.lock': '{}',
        Dockerfile: 'FROM node\n',
      },
      /is built with bun, and this generator can't write a build for that, only for npm, yarn or pnpm\./,
    ],
  };
  for (const [title, [files, sentence]] of Object.entries(refused))
    it(`refuses in one sentence, and writes nothing: ${title}`, async () => {
      for (const [path, contents] of Object.entries(files))
        if (contents === '') rmSync(join(folder, path));
        else write({ [path]: contents });
      const before = filesIn(folder);
      const { code, output } = await run('adopt', '--yes');
      assert.notEqual(code, 0);
      assert.match(output, sentence);
      assert.deepEqual(filesIn(folder), before);
    });

  it('is the same in Yeoman', async () => {
    const { code, output } = await yo(
      ['--yes', '--memory=99'],
      { cwd: folder },
      'hardened-container:adopt',
    );
    assert.equal(code, 0, output);
    assert.match(output, /^ {2}make -f hardening\/Makefile build$/m);
    assert.match(text('hardening/run.flags'), /^--memory=99m$/m);
    assert.deepEqual([stored().source, stored().module], ['own', 'example.com/pay']);
    assert.equal(git('diff', '--name-only'), '');
  });

  it('needs no --yes in Yeoman without a terminal, unless something was guessed', async () => {
    const adopt = () => yo([], { cwd: folder }, 'hardened-container:adopt');
    write({ 'main.go': `${program['main.go']}`.replace('/healthz', '/') });
    const before = filesIn(folder);
    const { code, output } = await adopt();
    assert.equal(code, 2, output);
    assert.match(output, /Pass --probe, or use --yes to accept the default:/);
    assert.deepEqual(filesIn(folder), before);
    write(program);
    assert.equal((await adopt()).code, 0);
  });

  it('goes on if the entry point is said', async () => {
    write({ Dockerfile: 'FROM golang:1.27\nENTRYPOINT ["/entry.sh"]\n' });
    assert.equal((await run('adopt', '--yes', '--entry', '.')).code, 0);
  });
});
