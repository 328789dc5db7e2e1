import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareProject } from '../../src/project/compare.ts';
import { lockFolder } from '../../src/project/lock.ts';
import { writeProject } from '../../src/project/write.ts';

describe('a run in a folder', () => {
  it('stays announced while it writes, and removes what a killed run with its number has left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lock-'));
    try {
      const left = `.run.${process.pid}-old.hardened-container.tmp`;
      writeFileSync(join(folder, left), '');
      const unlock = await lockFolder(folder);
      const file = { path: 'a.txt', contents: 'a\n', isExecutable: false, isMerged: false };
      writeProject(compareProject(folder, [file]));
      const names = readdirSync(folder);
      assert.ok(!names.includes(left));
      assert.equal(names.filter((name) => name.startsWith('.run.')).length, 1, names.join());
      unlock();
      assert.deepEqual(readdirSync(folder), ['a.txt']);
      assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), 'a\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
