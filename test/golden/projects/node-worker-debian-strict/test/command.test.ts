import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { currentUser } from '../src/user.ts';
import { version } from '../src/version.ts';
import { assertSentence, run, start } from './program.ts';

const { name, uid } = currentUser();
const line = `user: ${name} id: ${uid}\n`;

const commands = [
  { title: 'version', args: ['version'], code: 0, stdout: `${version}\n` },
  { title: 'unknown', args: ['nonsense'], code: 2, stdout: '' },
  { title: 'empty', args: [''], code: 2, stdout: '' },
  { title: 'one too many', args: ['version', 'please'], code: 2, stdout: '' },
];

for (const { title, args, code, stdout } of commands) {
  test(`arguments: ${title}`, async () => {
    const outcome = await run(args);
    assert.deepEqual([outcome.code, outcome.stdout], [code, stdout]);
    assertSentence(outcome);
  });
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`it prints the current user, and ends with 0 on ${signal}`, async () => {
    const program = start();
    const [chunk] = await once(program.stdout, 'data');
    program.kill(signal);
    const [code] = await once(program, 'exit');
    assert.deepEqual([code, String(chunk)], [0, line]);
  });
}

test('it fails when it cannot print', async () => {
  const program = start();
  await once(program.stdout, 'data');
  program.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(program.stderr), once(program, 'exit')]);
  assert.equal(code, 1);
  assertSentence({ code, stdout: '', stderr });
});
