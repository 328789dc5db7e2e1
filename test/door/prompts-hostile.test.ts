import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
  });

  it('are rejected as a reason and as a folder, too', async () => {
    const { folder, remove } = makeFolder();
    try {
      const reasons = ['a|b', 'a\u202eb', 'a'.repeat(300)];
      const places = ['data', '/etc', '/data/../etc', '/da ta', '/$(id)', '/data;id'];
      // What is waited for names the answer: an earlier sentence may be drawn again.
      const reject = (
        answers: readonly string[],
        question: string,
        sentence: (answer: string) => string,
      ) =>
        answers.map((answer, index) => ({
          after: index === 0 ? question : sentence(answers[index - 1] ?? ''),
          press: `${clear}${answer}\r`,
        }));
      const why = (answer: string) => `${answer.slice(-2)}\r\n> Give a reason`;
      const where = (answer: string) => `--data "${answer}" isn't valid`;
      const keys = [
        { after: 'Settings:', press: '\x1b[B\r' },
        { after: 'Hardening options:', press: 'i\r' },
        ...reject(reasons, 'Why disable', why),
        { after: why(reasons.at(-1) ?? ''), press: `${clear}$(id) \`id\` is "quoted"\r` },
        { after: 'Extras:', press: '\x1b[B \r' },
        ...reject(places, 'Persistent data directory', where),
        { after: where(places.at(-1) ?? ''), press: `${clear}/data\r` },
        { after: 'Write the files?', press: '\r' },
      ];
      const given = ['--language=go', '--language-version=1.27', '--kind=http', '--base=scratch'];
      const { code, output } = await command(['demo', ...given, '--preset=custom'], {
        cwd: folder,
        keys,
      });
      assert.equal(code, 0, output);
      for (const path of filesIn(folder)) {
        const text = readFileSync(join(folder, path), 'utf8');
        for (const answer of ['a|b', '\u202e', 'a'.repeat(300), '/data/../', '/$(id)', '/data;id'])
          assert.ok(!text.includes(answer), `${path}: ${answer}`);
      }
      const waivers = readFileSync(join(folder, 'demo/hardening/waivers'), 'utf8');
      assert.match(waivers, /seccomp \| .*\$\(id\) `id` is "quoted"$/m);
    } finally {
      remove();
    }
  });
});

/** The beginning of an answer as the sentence about it shows it. */
function shown(answer: string): string {
  return JSON.stringify(answer).slice(1, -1).replaceAll('\u202e', '\\u{202e}').slice(0, 50);
}
