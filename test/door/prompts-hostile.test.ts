import assert from 'node:assert/strict';
import { join } from 'node:path';
import { build, command, filesIn, makeFolder } from './doors.ts';

const clear = '\x15';

/** Names that a person could type or paste; none may get past the question. */
const hostile = [
  '../demo',
  '/tmp/demo',
  '$(id)',
  '`id`',
  'a;id',
  "a'b",
  'a"b',
  'a b',
  '-rf',
  '--yes',
  'Demo',
  'größe',
  'a\u202eb',
  'a'.repeat(64),
  '__proto__',
  '${HOME}',
];

describe('hostile answers to prompts', () => {
  before(build);

  it('are rejected with a sentence, and the question stays', async () => {
    const { folder, remove } = makeFolder();
    try {
      const keys = hostile.map((answer, index) => ({
        after: index === 0 ? 'Name or path' : `"${shown(hostile[index - 1] ?? '')}`,
        press: `${clear}${answer}\r`,
      }));
      const last = shown(hostile.at(-1) ?? '');
      keys.push({ after: `"${last}`, press: `${clear}demo\r` });
      keys.push({ after: 'Language:', press: '\x03' });
      const { code, output } = await command([], { cwd: folder, keys });
      assert.equal(code, 130, output);
      assert.match(output, /isn't valid\. Use at most 63/);
      assert.deepEqual(filesIn(folder), []);
      assert.deepEqual(filesIn(join(folder, '../home')), []);
    } finally {
      remove();
    }
  }).timeout(60_000);
});

/** The beginning of an answer as the sentence about it shows it. */
function shown(answer: string): string {
  return JSON.stringify(answer).slice(1, -1).replaceAll('\u202e', '\\u{202e}').slice(0, 50);
}
