import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, filesIn, makeFolder, shell } from './doors.ts';

/** Text that you could type or paste at any question. Control characters that a terminal acts on are left out. */
const hostile = [
  '../x',
  '/etc/x',
  '$(id)',
  '`id`',
  'a;id|x',
  'a"b',
  "a'b",
  '-rf',
  '0',
  '99',
  '1e1',
  '__proto__',
  'constructor',
  'x'.repeat(300),
  '\u202etxt',
  '<%= 1 %>',
  '{{ x }}',
];

describe('prompts on a terminal that redraws nothing', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const run = async (environment: string, lines: readonly string[]) => {
    // All lines are there from the start, as if they had been pasted.
    const keys = [{ after: 'Name or path', press: `${lines.join('\n')}\n` }];
    const line = `script -qec 'stty -echo; ${environment} hardened-container' /dev/null`;
    const { code, output } = await shell(line, { cwd: folder, keys });
    return { code, output };
  };

  for (const environment of ['TERM=dumb', 'TERM=xterm-256color ACCESSIBLE=1'])
    it(`ask by numbers with ${environment}, without color or cursor movement`, async () => {
      const answers = ['pay', '2', '2', '', '2', '', 'strict', '2 5', '/data', '1'];
      const { code, output } = await run(environment, answers);
      assert.equal(code, 0, output);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what must not be there.
      if (environment === 'TERM=dumb') assert.doesNotMatch(output, /\x1b/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence that moves the cursor.
      assert.doesNotMatch(output, /\x1b\[\d*[A-HJKf]/);
      assert.match(output, /^ {2}2\. Node\.js: /m);
      const text = readFileSync(join(folder, 'pay/.yo-rc.json'), 'utf8');
      const stored = JSON.parse(text)['generator-hardened-container'];
      assert.equal(stored.language, 'node');
      assert.equal(stored.kind, 'worker');
      assert.deepEqual(stored.extras, ['compose', 'gitlab']);
      assert.equal(stored.data, '/data');
    });

  it('reject hostile answers to every question, and write none of them', async () => {
    const reasons = ['', 'a|b', '\u202etxt', 'x'.repeat(300)];
    const answers = [
      // The one name among them that would do.
      ...hostile.filter((text) => text !== 'constructor'),
      'pay',
      ...[...hostile, '1'],
      ...[...hostile, '2'],
      ...[...hostile, '1'],
      ...[...hostile, '1'],
      ...[...hostile, '3'],
      ...[...hostile, '1'],
      ...[...hostile, 'custom'],
      ...[...hostile, '2,3,4'],
      ...[...reasons, 'it\'s $(id) `id` "quoted" <%= 1 %> {{ x }}'],
      ...[...hostile, 'compose'],
      ...[...hostile, '/etc', '/data/../etc', '/data'],
      ...[...hostile, '1'],
    ];
    const { code, output } = await run('TERM=dumb', answers);
    assert.equal(code, 0, output);
    assert.deepEqual([...new Set(filesIn(folder).map((path) => path.split('/')[0]))], ['pay']);
    assert.deepEqual(filesIn(join(folder, '../home')), []);
    for (const path of filesIn(folder)) {
      // The record has ids of files, in which any digits may follow each other.
      const text = readFileSync(join(folder, path), 'utf8').replaceAll(/"[0-9a-f]{40}"/g, '');
      for (const typed of ['../x', '/etc/x', 'a;id|x', 'x'.repeat(300), '\u202e', '1e1'])
        assert.ok(!text.includes(typed), `${path}: ${typed}`);
    }
    const waivers = readFileSync(join(folder, 'pay/hardening/waivers'), 'utf8');
    assert.match(waivers, /it's \$\(id\) `id` "quoted" <%= 1 %> \{\{ x \}\}/);
  });

  it('end with 130 where the input ends', async () => {
    const { code, output } = await run('TERM=dumb', ['pay', '1\n\x04']);
    assert.equal(code, 130, output);
    assert.match(output, /Interrupted\. Nothing was written/);
    assert.deepEqual(filesIn(folder), []);
  });
});
