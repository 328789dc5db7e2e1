import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, command, makeFolder } from './doors.ts';

const record = 'generator-hardened-container:written';

describe('hardened-container update', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(async () => {
    ({ folder, remove } = makeFolder());
    const args = ['services/pay', '--yes', '--port=9000'];
    assert.equal((await command(args, { cwd: folder })).code, 0);
  });
  afterEach(() => remove());

  const at = (path: string) => join(folder, 'services/pay', path);
  const read = (path: string) => readFileSync(at(path), 'utf8');
  const update = (...args: string[]) =>
    command(['update', 'services/pay', ...args], { cwd: folder });

  /** Has a file be one that an older version wrote: with this text, and its id in the record. */
  function writeAsOlder(path: string, text: string): void {
    writeFileSync(at(path), text);
    const id = execFileSync('git', ['hash-object', '--stdin'], { input: text, encoding: 'utf8' });
    const stored = JSON.parse(read('.yo-rc.json'));
    stored[record].version = '0.0.9';
    stored[record].files[path] = id.trim();
    writeFileSync(at('.yo-rc.json'), JSON.stringify(stored));
  }

  it('updates unedited files to this version, and keeps the answers', async () => {
    const [makefile, answers] = [read('Makefile'), read('.yo-rc.json')];
    writeAsOlder('Makefile', '# as an older version wrote it\n');
    const { code, output } = await update();
    assert.equal(code, 0, output);
    assert.match(output, /1 changed|2 changed/);
    assert.equal(read('Makefile'), makefile);
    assert.equal(read('.yo-rc.json'), answers);
    assert.match((await update()).output, /unchanged/);
  });

  it('merges what changed into edited files, with the base from git', async () => {
    const git = (...words: string[]) => execFileSync('git', words, { cwd: at('') });
    const makefile = read('Makefile');
    writeAsOlder('Makefile', makefile.replace('TAG      ?= dev', 'TAG      ?= old'));
    git('-c', 'safe.directory=*', 'init', '--quiet');
    git('-c', 'safe.directory=*', 'add', '--all');
    writeFileSync(at('Makefile'), `${read('Makefile')}# mine\n`);
    // Git refuses to read a repository of another user.
    execFileSync('chown', ['-R', `${process.getuid?.()}`, folder]);
    const { code, output } = await update();
    assert.equal(code, 0, output);
    assert.equal(read('Makefile'), `${makefile}# mine\n`);
  });

  it('writes nothing if both changed the same lines, or with --dry-run', async () => {
    writeAsOlder('Makefile', read('Makefile').replace('TAG      ?= dev', 'TAG      ?= old'));
    const dry = await update('--dry-run');
    assert.equal(dry.code, 0);
    assert.match(dry.output, /^-TAG +\?= old$/m);
    const edited = read('Makefile').replace('TAG      ?= old', 'TAG      ?= mine');
    writeFileSync(at('Makefile'), edited);
    const { code, output } = await update();
    assert.equal(code, 3, output);
    assert.equal(read('Makefile'), edited);
    assert.equal((await update('--force')).code, 0);
    assert.match(read('Makefile'), /^TAG +\?= dev$/m);
  });

  it('updates several projects, each on its own', async () => {
    assert.equal((await command(['billing', '--yes'], { cwd: folder })).code, 0);
    const makefile = read('Makefile');
    writeAsOlder('Makefile', '# as an older version wrote it\n');
    const broken = join(folder, 'billing/.yo-rc.json');
    writeFileSync(broken, '{');
    const { code, output } = await update('billing', 'none');
    assert.equal(code, 2, output);
    assert.match(output, /^✔ services\/pay: .*changed/m);
    assert.match(
      output,
      /^billing: \.yo-rc\.json isn't a JSON object\. Fix or delete the file\.$/m,
    );
    assert.match(output, /^none: .* isn't a project of this generator/m);
    assert.equal(read('Makefile'), makefile);
    assert.equal(readFileSync(broken, 'utf8'), '{');
    const json = await update('none', '--json');
    const document = JSON.parse(json.output.slice(json.output.indexOf('{\n')));
    assert.equal(document.ok, false);
    assert.deepEqual(
      document.services.map(({ name }: { name: string }) => name),
      ['pay'],
    );
    assert.deepEqual(
      document.errors.map((error: { folder: string }) => error.folder),
      [join(folder, 'none')],
    );
  });

  it('moves to newer versions with --bump, and only then', async () => {
    const args = ['services/pay', '--yes', '--base=alpine', '--language-version=1.26'];
    assert.equal((await command(args, { cwd: folder })).code, 0);
    const old = read('.yo-rc.json').replace(/("baseVersion": )"[^"]+"/, '$1"3.19"');
    writeFileSync(at('.yo-rc.json'), old);
    const refused = await update();
    assert.equal(refused.code, 2);
    assert.match(refused.output, /has had no security support since .* pass --bump\.$/m);
    assert.equal(read('.yo-rc.json'), old);
    const { code, output } = await update('--bump');
    assert.equal(code, 0, output);
    assert.match(
      read('Dockerfile'),
      /^FROM docker\.io\/library\/alpine:3\.2\d AS base$.*\/golang:1\.27-/ms,
    );
  });

  it('prints how to undo it, and names uncommitted changes', async () => {
    assert.doesNotMatch((await update()).output, /undo/);
    execFileSync('chown', ['-R', `${process.getuid?.()}`, folder]);
    const git = (...words: string[]) => execFileSync('git', words, { cwd: folder });
    git('init', '--quiet');
    git('add', '--all');
    const author = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
    git(...author, 'commit', '--quiet', '--message=x');
    const makefile = `${read('Makefile')}# mine\n`;
    writeFileSync(at('Makefile'), makefile);
    const { output } = await command(['services/pay', '--yes', '--port=9100'], { cwd: folder });
    assert.match(output, /Uncommitted changes are mixed with the changes of this run: Makefile\./);
    assert.match(read('Makefile'), /^PORT +\?= 9100$/m);
    const undo = /^ {2}(git -C services\/pay stash push .*)$/m.exec(output)?.[1] ?? output;
    execFileSync('sh', ['-c', undo.replace('git', `git ${author.join(' ')}`)], { cwd: folder });
    assert.match(read('Makefile'), /^PORT +\?= 9000$/m);
    git('stash', 'pop', '--quiet');
    assert.match(read('Makefile'), /^PORT +\?= 9100$.*^# mine$/ms);
  });

  it('refuses a folder without a project, and answers', async () => {
    mkdirSync(join(folder, 'other'));
    const none = await command(['update', 'other'], { cwd: folder });
    assert.equal(none.code, 2);
    assert.match(none.output, /isn't a project of this generator/);
    const answers = await update('--port=1234');
    assert.equal(answers.code, 2);
    assert.match(answers.output, /^update doesn't take --port/);
  });
});
