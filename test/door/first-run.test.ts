import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, command, filesIn, makeFolder } from './doors.ts';

const down = '\x1b[B';
const enter = '\r';

describe('a first run on a terminal', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  type Keys = readonly (readonly [after: string, press: string])[];

  const run = async (args: readonly string[], keys: Keys) => {
    const typed = keys.map(([after, press]) => ({ after, press }));
    return command(args, { cwd: folder, keys: typed });
  };
  const place = 'Name or path of the new service';
  const defaults: Keys = [
    ['Language:', enter],
    ['Settings:', enter],
  ];
  const stored = (path: string) =>
    JSON.parse(readFileSync(join(folder, path, '.yo-rc.json'), 'utf8'))[
      'generator-hardened-container'
    ];

  it('asks where, in which language and whether the recommended settings will do', async () => {
    const { code, output } = await run(
      [],
      [[place, 'services/pay\r'], ...defaults, ['Write the files?', enter]],
    );
    assert.equal(code, 0, output);
    assert.deepEqual(stored('services/pay').name, 'pay');
    for (const line of [
      /Kind +HTTP service/,
      /Base image +scratch \(empty/,
      /Hardening +Strict, \d+ options/,
      /Extras +none/,
      new RegExp(`Folder +${join(folder, 'services/pay')}\\r`),
      /Files +\d+: \d+ source and tests, \d+ project files, \d+ in hardening\//,
    ])
      assert.match(output, line);
    assert.doesNotMatch(output, /Base image:/);
    assert.equal(output.match(/hardened-container.{0,6} \d+\.\d+\.\d+/g)?.length, 1);
    assert.match(output, /✔.{0,6} Created pay in .*\/services\/pay\r\n.* Files: \d+ created\r/);
    assert.match(output, /Next steps:\r\n\r\n {2}cd services\/pay\r\n {2}git init\r\n/);
  });

  it('offers a folder of its own, or this one if it is empty', async () => {
    const here = await run([], [[place, '\x03']]);
    assert.match(here.output, /\(\.\)/);
    mkdirSync(join(folder, '.git'));
    assert.match((await run([], [[place, '\x03']])).output, /\(\.\)/);
    writeFileSync(join(folder, 'notes'), '');
    assert.match((await run([], [[place, '\x03']])).output, /\(my-service\)/);
  });

  it('lists the files, goes back with the answers as defaults, and writes nothing if canceled', async () => {
    const { code, output } = await run(
      [],
      [
        [place, 'pay\r'],
        ['Language:', `${down}${enter}`],
        ['Settings:', enter],
        ['Write the files?', `${down}${enter}`],
        ['  create  .yo-rc.json', ''],
        ['Write the files?', `${down}${down}${enter}`],
        ['(pay)', enter],
        ['Language:', enter],
        ['Settings:', `${down}${enter}`],
        ['Version of the language:', enter],
        ['Kind of service:', enter],
        ['Base image:', enter],
        ['Hardening:', `${down}${down}${enter}`],
        ['pinned-base ', enter],
        ['Extras:', enter],
        ['Write the files?', `${down.repeat(3)}${enter}`],
      ],
    );
    assert.equal(code, 130, output);
    assert.match(output, /✔ clean-context +always on: The build sees/);
    assert.match(output, /◉.* no-setuid +No file gives its caller more rights/);
    assert.match(output, /Canceled\. Nothing was written\.\r\n$/);
    assert.deepEqual(filesIn(folder), []);
  });

  it('keeps the answers of an existing project unless you customize', async () => {
    await command(['pay', '--yes', '--kind=worker', '--base=alpine'], { cwd: folder });
    const { code, output } = await run(['pay'], [...defaults, ['Write the files?', enter]]);
    assert.equal(code, 0, output);
    assert.match(output, /Current settings/);
    assert.match(output, /\(existing project\)/);
    assert.equal(stored('pay').kind, 'worker');
  });

  it('asks nothing with --yes, and takes a path or a dot', async () => {
    const path = await run(['services/pay', '--yes'], [['nothing', '']]);
    assert.equal(path.code, 0, path.output);
    assert.equal(stored('services/pay').name, 'pay');
    const here = await command(['.', '--yes'], { cwd: join(folder, 'services') });
    assert.equal(here.code, 0, here.output);
    assert.equal(stored('services').name, 'services');
    assert.ok(existsSync(join(folder, 'services/Makefile')));
    for (const away of ['..', '../pay', 'services/../../pay', '/tmp/pay', '.git/pay']) {
      const { code, output } = await command([away, '--yes'], { cwd: folder });
      assert.equal(code, 2, output);
      assert.match(output, /isn't valid\. Use at most 63/);
    }
  });
});
