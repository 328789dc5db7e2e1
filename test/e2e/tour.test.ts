import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { options } from '../../src/hardening/options.ts';
import { run } from './command.ts';
import { commandsIn } from './documents.ts';
import { describeOn, images, linesOf } from './engine.ts';
import { makeProject, makeSurely, type Project, removeProject } from './project.ts';

describeOn('docker', 'the tour of an http service on scratch', () => {
  let project: Project;
  let table: string;
  let rows: ReadonlyMap<string, readonly string[]>;
  before(async function () {
    // The first stop installs a compiler from a distribution's packages.
    this.timeout(900_000);
    project = makeProject('tour', { extras: ['tour'] });
    await makeSurely(project, 'build');
    table = (await makeSurely(project, 'tour')).stdout;
    rows = rowsOf(table);
  });
  after(() => removeProject(project));

  const row = (title: string) => rows.get(title) ?? assert.fail(`no row ${title}`);

  it('shows that each stop but the last is smaller, and ours the smallest of all', () => {
    const [single = 0, multi = 0, deleting = 0, ours = 0] = row('bytes in layers').map(Number);
    assert.ok(single > 50 * multi, `${single} ${multi}`);
    // Deleting in a later layer adds a layer, and takes nothing away.
    assert.ok(deleting > multi, `${deleting} ${multi}`);
    assert.ok(ours < multi, `${ours} ${multi}`);
    const ratios = [single, multi, deleting, ours].map((bytes) => (bytes / ours).toFixed(1));
    assert.deepEqual(row('times as large'), ratios);
  });

  it('shows what is in each', () => {
    assert.deepEqual(row('user').slice(0, 2), ['root', 'root']);
    assert.equal(row('user')[3], '10001:10001');
    assert.deepEqual(row('shell'), ['yes', 'yes', 'hidden', 'none']);
    assert.equal(row('setuid files')[3], '0');
    assert.equal(row('writable paths')[3], '0');
    assert.ok(Number(row('setuid files')[0]) > 0);
  });

  it('shows that all checks hold for ours, and fewer for each stop before', () => {
    const held = row('checks held').map((cell) => Number.parseInt(cell, 10));
    assert.equal(row('checks held')[3], `${held[3]} of ${held[3]}`);
    assert.deepEqual(
      held,
      held.toSorted((a, b) => a - b),
    );
    assert.ok((held[0] ?? 0) < (held[3] ?? 0));
  });

  it('names the checks that each stop fails', () => {
    const failed = [1, 2, 3].map((stop) =>
      (new RegExp(`^stop ${stop} fails: (.+)$`, 'm').exec(table)?.[1] ?? '').split(' '),
    );
    for (const ids of failed)
      for (const id of ids)
        assert.ok(
          options.some((one) => one.id === id),
          id,
        );
    assert.ok(failed[1]?.includes('graceful-stop'), table);
    assert.ok(!failed[2]?.includes('graceful-stop'), table);
    for (const ids of failed) assert.ok(ids.includes('no-shell'), table);
  });

  it('has commands to try at each stop, which show what it says', async () => {
    const page = readFileSync(join(project.folder, 'hardening/docs/tour.md'), 'utf8');
    const work = mkdtempSync(join(tmpdir(), 'tour-'));
    const commands = commandsIn(page);
    assert.equal(commands.length, 9);
    const shown: string[] = [];
    for (const command of commands) {
      const { code, stdout, stderr } = await run('bash', ['-c', command], { cwd: work });
      assert.equal(code, 0, `${command}\n${stderr}`);
      shown.push(stdout);
    }
    rmSync(work, { recursive: true });
    const [user, touched, setuid, programs, again, history, , , deleted] = shown;
    assert.match(user ?? '', /^uid=0\(root\)/);
    for (const listing of [touched, again]) assert.match(listing ?? '', / root .* \/etc\/x$/m);
    assert.match(setuid ?? '', /\/su$/m);
    assert.match(programs ?? '', /^sh$/m);
    assert.match(history ?? '', /COPY/);
    assert.match(deleted ?? '', /bin\/sh$/m);
  });

  it('leaves images by the names of the stops, which make clean removes', async () => {
    const stops = ['tour-1', 'tour-2', 'tour-3', 'dev'].map((tag) => `${project.image}:${tag}`);
    assert.deepEqual((await images('docker', project.image)).sort(), stops.sort());
    await makeSurely(project, 'clean');
    assert.deepEqual(await images('docker', project.image), []);
  });
});

/** The table: its rows by title, with a cell for each of the four images. */
function rowsOf(table: string): ReadonlyMap<string, readonly string[]> {
  const rows = linesOf(table).map((line) => {
    const [title = '', ...cells] = line.trim().split(/ {2,}/);
    return [title, cells] as const;
  });
  return new Map(rows.filter(([, cells]) => cells.length === 4));
}
