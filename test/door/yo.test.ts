import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build, filesIn, makeFolder, putInTheWay, type Run, yo } from './doors.ts';

/** What only the real yo can show: how it reads flags, and what it makes of an error. */
describe('yo itself', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const run = (...args: string[]) => yo(args, { cwd: folder });

  function refuses({ code, output }: Run, expected: number, says: readonly string[]): void {
    assert.equal(code, expected, output);
    for (const text of says) assert.ok(output.includes(text), `${text} is missing in: ${output}`);
    assert.doesNotMatch(output, /^ +at /m);
  }

  it('writes a service, and says what to type next', async () => {
    const { code, output } = await run(
      'demo',
      '--yes',
      '--base',
      'alpine',
      '--base-version',
      '3.23',
    );
    assert.equal(code, 0, output);
    assert.match(output, /Next steps:\n\n {2}cd demo\n {2}git init\n(.*\n){2} {2}make build\n/);
    const { 'generator-hardened-container': answers } = JSON.parse(
      readFileSync(join(folder, 'demo/.yo-rc.json'), 'utf8'),
    );
    assert.equal(answers.baseVersion, '3.23');
  });

  it('hands repeated flags and numbers over as they were typed', async () => {
    const { code, output } = await run(
      'demo',
      '--yes',
      '--base=alpine',
      '--base-version=3.10',
      '--allow-eol',
      '--waiver=no-shell=a, b',
      '--waiver=seccomp=c; until 2099-01-01',
    );
    assert.equal(code, 0, output);
    assert.match(readFileSync(join(folder, 'demo/Dockerfile'), 'utf8'), /alpine:3\.10\b/);
    assert.match(readFileSync(join(folder, 'demo/hardening/waivers'), 'utf8'), /seccomp \| 2099/);
  });

  it('merges with markers and restores deleted files where that is asked for', async () => {
    await run('demo', '--yes');
    const makefile = join(folder, 'demo/Makefile');
    const edited = readFileSync(makefile, 'utf8').replace(/^PORT .*$/m, 'PORT     ?= 7777');
    writeFileSync(makefile, edited);
    rmSync(join(folder, 'demo/packages.txt'));
    refuses(await run('demo', '--yes', '--on-conflict=x'), 2, ['Use markers or file.']);
    const merged = await run('demo', '--yes', '--port=9000', '--on-conflict=markers');
    refuses(merged, 3, ['changed the same lines', 'Deleted files stay deleted: packages.txt.']);
    assert.match(readFileSync(makefile, 'utf8'), /^<<<<<<< yours\nPORT +\?= 7777$/m);
    assert.equal((await run('demo', '--yes', '--restore')).code, 0);
    assert.ok(filesIn(folder).includes('demo/packages.txt'));
  });

  it('refuses a name that leaves its line', async () => {
    refuses(await run('demo\nRUN id', '--yes'), 2, ['name "demo\\nRUN id" isn\'t valid']);
    assert.deepEqual(filesIn(folder), []);
  });

  it('refuses a flag that there is not, and takes its own', async () => {
    refuses(await run('demo', '--yes', '--bse=alpine'), 2, ['--bse', 'Did you mean --base?']);
    refuses(await run('demo', '--yes', '--no-bse'), 2, ['Unknown flag --no-bse']);
    assert.deepEqual(filesIn(folder), []);
    assert.equal((await run('demo', '--yes', '--skip-install', '--no-color')).code, 0);
  });

  it('refuses a name that yo has taken for the value of a switch', async () => {
    refuses(await run('--yes', 'demo'), 2, [
      '--yes takes no value, but got "demo"',
      'Put the name before it',
    ]);
    assert.deepEqual(filesIn(folder), []);
  });

  it('never waits without a terminal, and says what to give', async () => {
    const says = ['--language, --language-version', '\n  yo hardened-container demo --yes\n'];
    refuses(await run('demo'), 2, says);
    refuses(await yo(['demo'], { cwd: folder, isIdle: true }), 2, says);
    assert.deepEqual(filesIn(folder), []);
  });

  it('writes over no edited file where it cannot ask', async () => {
    await run('demo', '--yes');
    putInTheWay(join(folder, 'demo'), 'Makefile', '# mine');
    refuses(await run('demo', '--yes'), 3, ['Makefile', '--force']);
    assert.match(readFileSync(join(folder, 'demo/Makefile'), 'utf8'), /# mine/);
  });

  it('refuses an answers file that is broken, here or in the folder of the service', async () => {
    const says = [".yo-rc.json isn't a JSON object"];
    writeFileSync(join(folder, '.yo-rc.json'), '{');
    refuses(await run('demo', '--yes'), 2, says);
    writeFileSync(join(folder, '.yo-rc.json'), '{}');
    mkdirSync(join(folder, 'demo'));
    chmodSync(join(folder, 'demo'), 0o777);
    writeFileSync(join(folder, 'demo/.yo-rc.json'), '[]');
    refuses(await run('demo', '--yes'), 2, says);
    assert.deepEqual(filesIn(folder), ['.yo-rc.json', 'demo/.yo-rc.json']);
  });

  it('refuses a folder that it may not write to', async () => {
    chmodSync(folder, 0o555);
    refuses(await run('demo', '--yes'), 1, [`Can't write to ${folder}: permission denied`]);
  });

  it('explains that it has given up the rights of root', async function () {
    if (process.getuid?.() !== 0) this.skip();
    chmodSync(join(folder, '../home'), 0o700);
    chownSync(join(folder, '../home'), 0, 0);
    refuses(await run('demo', '--yes'), 1, ['drops root privileges', 'hardened-container']);
    assert.deepEqual(filesIn(folder), []);
  });

  it('writes nothing with --dry-run, no folder either', async () => {
    const { code, output } = await run('demo', '--yes', '--dry-run');
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /Next steps/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('stores nothing if you cancel at a conflict, with Ctrl-C too', async () => {
    await run('demo', '--yes');
    putInTheWay(join(folder, 'demo'), 'Makefile', '# mine');
    const read = () =>
      filesIn(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]);
    const before = read();
    for (const [press, expected] of [
      [`${'\x1b[B'.repeat(5)}\r`, 3],
      ['\x03', 130],
    ] as const) {
      const keys = [{ after: 'already exists', press }];
      const args = ['demo', '--yes', '--kind=worker'];
      const { code, output } = await yo(args, { cwd: folder, keys });
      assert.equal(code, expected, output);
      assert.match(output, /Nothing was written/);
      assert.deepEqual(read(), before);
    }
  });

  it('ends with 130 on Ctrl-C, and writes nothing', async () => {
    const keys = [{ after: 'Language:', press: '\x03' }];
    const { code, output } = await yo(['demo'], { cwd: folder, keys });
    assert.equal(code, 130, output);
    assert.match(output, /Interrupted/);
    assert.deepEqual(filesIn(folder), []);
  });
});
