import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, command, filesIn, makeFolder } from './doors.ts';

describe('hardened-container adopt', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
    mkdirSync(join(folder, 'services/pay'), { recursive: true });
    const write = (path: string, text: string) =>
      writeFileSync(join(folder, 'services/pay', path), text);
    write(
      'package.json',
      '{"scripts":{"start":"next start"},"dependencies":{"next":"16","pg":"8"}}',
    );
    write('package-lock.json', '{"packages":{}}');
  });
  afterEach(() => remove());

  const adopt = (...args: string[]) => command(['adopt', ...args], { cwd: folder });

  it('shows each fact with its source and how sure it is, and writes nothing', async () => {
    const before = filesIn(folder);
    const { code, output } = await adopt('services/pay');
    assert.equal(code, 0, output);
    assert.match(output, /^manager +npm +said +package-lock\.json$/m);
    assert.match(output, /^port +3000 +guess +the framework's default$/m);
    assert.match(output, /^may need +PostgreSQL +guess +pg$/m);
    assert.match(output, /^Not found: version, entry\.$/m);
    assert.match(output, /^To change first: Next\.js makes no server that runs by itself\./m);
    assert.deepEqual(filesIn(folder), before);
  });

  it('prints the same as one document with --json', async () => {
    const { output } = await adopt('services/pay', '--json');
    const document = JSON.parse(output.slice(output.indexOf('{\n  "version": 1,')));
    assert.equal(document.folder, join(folder, 'services/pay'));
    assert.deepEqual(document.facts.manager, {
      value: 'npm',
      from: 'package-lock.json',
      sure: 'said',
    });
    assert.deepEqual(document.needs, [{ value: 'PostgreSQL', from: 'pg', sure: 'guess' }]);
    assert.equal(document.obstacles.length, 1);
  });

  it('finds the one program of a repository, and refuses a folder without one', async () => {
    assert.match((await adopt()).output, /^folder +services\/pay +convention /m);
    mkdirSync(join(folder, 'empty'));
    const { code, output } = await adopt('empty');
    assert.equal(code, 2);
    assert.match(output, /has no program that can be recognised: none of go\.mod, /);
  });

  it('suggests a flag that was misspelt, and refuses flags of the grade without it', async () => {
    assert.match((await adopt('--grade', '--thresold=1')).output, /Did you mean --threshold\?/);
    const { code, output } = await adopt('services/pay', '--threshold', '50');
    assert.equal(code, 2);
    assert.match(output, /^--threshold is for adopt --grade\. Add --grade\.$/m);
  });
});
