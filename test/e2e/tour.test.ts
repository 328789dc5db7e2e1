import assert from 'node:assert/strict';
import { describeOn, images, linesOf } from './engine.ts';
import { makeProject, makeSurely, type Project, removeProject } from './project.ts';

describeOn('docker', 'the tour of an http service on scratch', () => {
  let project: Project;
  let rows: ReadonlyMap<string, readonly string[]>;
  before(async function () {
    // The first stop installs a compiler from a distribution's packages.
    this.timeout(900_000);
    project = makeProject('tour', { extras: ['tour'] });
    await makeSurely(project, 'build');
    rows = rowsOf((await makeSurely(project, 'tour')).stdout);
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
