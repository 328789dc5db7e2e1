import assert from 'node:assert/strict';
import { test } from 'node:test';
import { work } from '../src/work.ts';

const somebody = { name: 'somebody', uid: '10001' };
const line = 'user: somebody id: 10001\n';

/** Works until so many lines are printed. */
async function linesOf(count: number, interval: number): Promise<readonly string[]> {
  const lines: string[] = [];
  const stop = new AbortController();
  const print = (text: string) => {
    lines.push(text);
    if (lines.length === count) stop.abort();
  };
  await work(print, somebody, interval, stop.signal);
  return lines;
}

test('the first line comes at once', async () => {
  assert.deepEqual(await linesOf(1, 3_600_000), [line]);
});

test('it goes on until it is stopped', async () => {
  assert.deepEqual(await linesOf(3, 1), [line, line, line]);
});
