import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expiredVersions } from '../../src/images/catalog.ts';
import { build, command, filesIn, makeFolder } from './doors.ts';

const generator = 'generator-hardened-container';

describe('hardened-container check', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(async () => {
    ({ folder, remove } = makeFolder());
    assert.equal((await command(['demo', '--yes'], { cwd: folder })).code, 0);
  });
  afterEach(() => remove());

  const at = (path: string) => join(folder, 'demo', path);

  /** What it finds, with --json. */
  async function found(...args: string[]) {
    const { code, output } = await command(['check', 'demo', '--json', ...args], { cwd: folder });
    const document = JSON.parse(output.slice(output.indexOf('{')));
    assert.equal(document.exitCode, code);
    assert.equal(document.ok, code === 0);
    const findings: { id: string; path?: string; message: string; isError: boolean }[] =
      document.findings;
    return { code, findings, ids: findings.map(({ id, path }) => [id, path].join(' ').trim()) };
  }

  /** Changes what is in .yo-rc.json. */
  function change(edit: (text: Record<string, Record<string, unknown>>) => void): void {
    const text = JSON.parse(readFileSync(at('.yo-rc.json'), 'utf8'));
    edit(text);
    writeFileSync(at('.yo-rc.json'), `${JSON.stringify(text, null, 2)}\n`);
  }

  it('finds nothing in a new project, and writes nothing', async () => {
    const before = filesIn(folder);
    const { code, output } = await command(['check'], { cwd: join(folder, 'demo') });
    assert.equal(output.trim(), 'Nothing has drifted.');
    assert.equal(code, 0);
    assert.deepEqual(filesIn(folder), before);
  });

  it('takes edits of the source for what they are', async () => {
    appendFileSync(at('main.go'), '// mine\n');
    rmSync(at('main_test.go'));
    assert.deepEqual((await found('--strict')).ids, []);
  });

  it('lists edited and deleted files, which count as errors with --strict only', async () => {
    appendFileSync(at('Makefile'), '# mine\n');
    rmSync(at('packages.txt'));
    const { code, ids } = await found();
    assert.deepEqual(ids, ['edited-file Makefile', 'deleted-file packages.txt']);
    assert.equal(code, 0);
    assert.equal((await found('--strict')).code, 1);
  });

  it('fails if a script of the verifier was edited', async () => {
    appendFileSync(at('hardening/checks/no-shell.sh'), 'exit 0\n');
    const { code, ids } = await found();
    assert.deepEqual(ids, ['edited-verifier hardening/checks/no-shell.sh']);
    assert.equal(code, 1);
  });

  it('fails for answers that were edited, or that are unknown or wrong', async () => {
    change((text) => Object.assign(text[generator] ?? {}, { port: 9000 }));
    assert.deepEqual((await found()).ids, ['edited-answers .yo-rc.json']);
    change((text) => Object.assign(text[generator] ?? {}, { colour: 1, port: 'x' }));
    const { code, ids, findings } = await found();
    assert.deepEqual(ids, ['invalid-answers .yo-rc.json', 'invalid-answers .yo-rc.json']);
    assert.ok(findings.some(({ message }) => message.startsWith('Unknown answer "colour"')));
    assert.equal(code, 1);
  });

  it('names a project of an older generator, and fails for one of a newer', async () => {
    const write = (version: string) =>
      change((text) => Object.assign(text[`${generator}:written`] ?? {}, { version }));
    write('0.0.9');
    assert.deepEqual((await found()).ids, ['older-project']);
    assert.equal((await found('--strict')).code, 1);
    write('0.10.0');
    const { code, ids } = await found();
    assert.deepEqual(ids, ['newer-project']);
    assert.equal(code, 1);
  });

  it('names waivers and versions that end soon, and fails once they have ended', async () => {
    const { daysFromNow } = dates();
    const run = (...args: string[]) => command(['demo', '--yes', ...args], { cwd: folder });
    await run('--waiver', `seccomp=x; until ${daysFromNow(20)}`);
    const soon = await found();
    assert.deepEqual([soon.code, soon.ids], [0, ['ended-waiver']]);
    await run('--waiver', `seccomp=x; until ${daysFromNow(-1)}`);
    assert.deepEqual((await found()).code, 1);
    await run('--waiver', `seccomp=x; until ${daysFromNow(100)}`, '--base=alpine');
    assert.deepEqual((await found()).ids, []);
    const [expired] = expiredVersions('alpine', daysFromNow(0));
    await run(`--base-version=${expired?.version}`, '--allow-eol');
    const past = await found();
    assert.deepEqual([past.code, past.ids], [1, ['end-of-life']]);
  });

  it('says of a project without a record how to get one', async () => {
    change((text) => delete text[`${generator}:written`]);
    const { code, ids } = await found();
    assert.deepEqual([code, ids], [0, ['no-record .yo-rc.json']]);
    await command(['demo', '--yes'], { cwd: folder });
    assert.deepEqual((await found()).ids, []);
  });

  it('refuses another folder, and its flag elsewhere', async () => {
    mkdirSync(join(folder, 'other'));
    const none = await command(['check', 'other'], { cwd: folder });
    assert.equal(none.code, 2);
    assert.match(none.output, /other isn't a project of this generator/);
    const elsewhere = await command(['demo', '--strict', '--yes'], { cwd: folder });
    assert.equal(elsewhere.code, 2);
    assert.match(elsewhere.output, /^--strict is for projects that exist\./);
  });
});

function dates() {
  const daysFromNow = (days: number) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return { daysFromNow };
}
