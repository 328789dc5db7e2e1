import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAnswers } from '../../src/answers/parse.ts';
import { planProject } from '../../src/plan/plan.ts';
import { renderFile } from '../../src/plan/render.ts';
import { badInputs } from './bad-input.ts';
import { build, command, filesIn, makeFolder, putInTheWay, type Run } from './doors.ts';

describe('the hardened-container command', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const run = (...args: string[]) => command(args, { cwd: folder });
  const stored = (name: string) =>
    JSON.parse(readFileSync(join(folder, name, '.yo-rc.json'), 'utf8'));

  /** One sentence or more, no stack trace, the right exit code. */
  function refuses({ code, output }: Run, expected: number, says: readonly string[]): void {
    assert.equal(code, expected, output);
    for (const text of says) assert.ok(output.includes(text), `${text} is missing in: ${output}`);
    assert.doesNotMatch(output, /^ +at /m);
    assert.doesNotMatch(output, /node:/);
  }

  it('writes a service to a folder of its name', async () => {
    const { code, output } = await run('demo', '--yes');
    assert.equal(code, 0, output);
    assert.match(
      output,
      /cd demo\n {2}git init\n.*\n.*\n {2}make build\n {2}make verify\n {2}make run\n/,
    );
    assert.equal(stored('demo')['generator-hardened-container'].name, 'demo');
    assert.equal(statSync(join(folder, 'demo/hardening/verify.sh')).mode & 0o111, 0o111);
    assert.equal(statSync(join(folder, 'demo/Makefile')).mode & 0o111, 0);
  });

  it('writes what the templates say, though it has been built without them', async () => {
    await run('demo', '--yes', '--base=alpine', '--extras=tour', '--without=seccomp');
    const today = new Date().toISOString().slice(0, 10);
    const given = { name: 'demo', base: 'alpine', extras: 'tour', without: 'seccomp' };
    const { files } = planProject(parseAnswers(given, { folder: '', today }), today);
    for (const file of files)
      assert.equal(readFileSync(join(folder, 'demo', file.path), 'utf8'), renderFile(file));
    assert.equal(filesIn(folder).length, files.length + 1);
  });

  it('takes the word new, and a service of that name', async () => {
    assert.equal((await run('new', 'demo', '--yes')).code, 0);
    assert.equal((await run('new', 'new', '--yes')).code, 0);
    assert.ok(filesIn(folder).includes('new/Makefile'));
    assert.ok(filesIn(folder).includes('demo/Makefile'));
  });

  it('writes to the current folder under its nearest legal name', async () => {
    const current = join(folder, 'Über Dienst_2');
    mkdirSync(current);
    const { code, output } = await command(['--yes'], { cwd: current });
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /\bcd /);
    assert.match(readFileSync(join(current, 'Makefile'), 'utf8'), /uber-dienst-2/);
  });

  it('takes flags before the name, repeated sets and repeated waivers', async () => {
    const { code, output } = await run(
      '--yes',
      '--base=alpine',
      '--without',
      'seccomp',
      '--without',
      'size-budget,oci-labels',
      '--waiver',
      'no-shell=a shell, for now',
      '--waiver',
      'no-setuid=su; until 2099-01-01',
      'demo',
    );
    assert.equal(code, 0, output);
    const answers = stored('demo')['generator-hardened-container'];
    assert.deepEqual(answers.without, ['size-budget', 'oci-labels', 'seccomp']);
    assert.deepEqual(answers.waiver, [
      'no-shell=a shell, for now',
      'no-setuid=su; until 2099-01-01',
    ]);
    assert.match(readFileSync(join(folder, 'demo/hardening/waivers'), 'utf8'), /a shell, for now/);
  });

  for (const { title, name = 'demo', flags = {}, says } of badInputs)
    it(`refuses ${title}`, async () => {
      const typed = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
      refuses(await run('--yes', ...typed, '--', name), 2, says);
      assert.deepEqual(filesIn(folder), []);
    });

  it('names everything that is wrong at once', async () => {
    const { output } = await run('Demo', '--yes', '--port=80', '--base=latest');
    assert.equal(output.trim().split('\n').length, 3, output);
  });

  it('refuses a flag that there is not, and offers the nearest', async () => {
    refuses(await run('demo', '--bse', 'alpine', '--yes'), 2, ['--bse', 'Did you mean --base?']);
    refuses(await run('demo', '--zzz', '--yes'), 2, ['--zzz', '--language-version']);
    for (const inherited of ['--constructor=x', '--toString', '--__proto__=x'])
      refuses(await run('demo', inherited, '--yes'), 2, ['Unknown flag']);
    refuses(await run('demo', '--yes=true'), 2, ['--yes takes no value']);
    refuses(await run('demo', '--base', '--yes'), 2, ['--base needs a value']);
    refuses(await run('demo', 'other', '--yes'), 2, ['"other"']);
    assert.deepEqual(filesIn(folder), []);
  });

  it('refuses stored answers that were made bad by hand', async () => {
    const file = join(folder, '.yo-rc.json');
    const bad: [string, string[]][] = [
      ['{', [".yo-rc.json isn't a JSON object"]],
      ['[]', [".yo-rc.json isn't a JSON object"]],
      ['{"generator-hardened-container": 1}', ['.yo-rc.json has no object']],
      [
        '{"generator-hardened-container": {"base": "x\\nRUN id"}}',
        ['--base "x\\nRUN id" (in .yo-rc.json)'],
      ],
      ['{"generator-hardened-container": {"colour": 1}}', ['"colour" (in .yo-rc.json)']],
    ];
    for (const [text, says] of bad) {
      writeFileSync(file, text);
      refuses(await run('--yes'), 2, says);
      assert.equal(readFileSync(file, 'utf8'), text);
      assert.deepEqual(filesIn(folder), ['.yo-rc.json']);
    }
  });

  it('refuses a place that cannot be written to', async () => {
    writeFileSync(join(folder, 'demo'), 'a file');
    refuses(await run('demo', '--yes'), 1, ['demo is a file']);
    assert.equal(readFileSync(join(folder, 'demo'), 'utf8'), 'a file');
    refuses(await command(['demo', '--yes'], { cwd: '/proc' }), 1, ['/proc/demo', "Can't write"]);
  });

  it('refuses a folder that its user may not write to', async () => {
    chmodSync(folder, 0o555);
    const says = [folder, 'permission denied'];
    refuses(await command(['demo', '--yes'], { cwd: folder, isOrdinary: true }), 1, says);
    assert.deepEqual(filesIn(folder), []);
  });

  it('never waits without a terminal, and says what to give', async () => {
    const says = [
      '--language, --language-version, --kind, --base, --preset, --extras',
      'hardened-container demo --yes',
    ];
    refuses(await run('demo'), 2, says);
    refuses(await command(['demo'], { cwd: folder, isIdle: true }), 2, says);
    refuses(await run(), 2, ['name, --language']);
    refuses(await run('demo', '--kind', 'worker', '--description', "it's"), 2, [
      "hardened-container demo --kind worker --description 'it'\\''s' --yes",
    ]);
    assert.deepEqual(filesIn(folder), []);
  });

  it('takes defaults with an idle standard input', async () => {
    assert.equal((await command(['demo', '--yes'], { cwd: folder, isIdle: true })).code, 0);
  });

  it('offers stored answers again, and flags beat them', async () => {
    await run('demo', '--yes', '--base=alpine', '--kind=worker');
    await run('demo', '--yes', '--kind=http', '--force');
    const answers = stored('demo')['generator-hardened-container'];
    assert.equal(answers.base, 'alpine');
    assert.equal(answers.kind, 'http');
  });

  it('writes over no edited file without --force', async () => {
    await run('demo', '--yes');
    const makefile = join(folder, 'demo/Makefile');
    putInTheWay(join(folder, 'demo'), 'Makefile', '# mine');
    const before = filesIn(folder);
    refuses(await run('demo', '--yes', '--extras=tour'), 3, ['Makefile', '--force']);
    assert.match(readFileSync(makefile, 'utf8'), /# mine/);
    assert.deepEqual(filesIn(folder), before);
    assert.equal((await run('demo', '--yes', '--force')).code, 0);
    assert.doesNotMatch(readFileSync(makefile, 'utf8'), /# mine/);
  });

  it('shows help and version, in at most 79 columns', async () => {
    const { code, output } = await run('--help');
    assert.equal(code, 0);
    for (const line of output.split('\n')) assert.ok(line.length < 80, line);
    const version = await run('--version');
    assert.match(version.output, /^\d+\.\d+\.\d+\n$/);
  });

  it('is all that there is to npx', () => {
    const { bin } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    assert.deepEqual(Object.keys(bin), ['hardened-container']);
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: new URL('../../', import.meta.url),
      encoding: 'utf8',
    });
    const [{ files }] = JSON.parse(packed) as [{ files: { path: string }[] }];
    const allowed =
      /^(dist\/cli\/hardened-container\.cjs|dist\/templates\/[a-z_]+\.json|dist\/generators\/[a-z-]+\/index\.js|README\.md|LICENSE|CHANGELOG\.md|package\.json)$/;
    for (const { path } of files) assert.match(path, allowed);
  });
});
