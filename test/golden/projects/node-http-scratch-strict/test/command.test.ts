import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { parsePort } from '../src/command.ts';
import { version } from '../src/version.ts';
import { assertSentence, run } from './program.ts';

/** Starts a server for the length of a test, and returns its port. */
async function serving(context: TestContext, status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  return String((server.address() as AddressInfo).port);
}

const commands = [
  { title: 'version', args: ['version'], port: '', code: 0, stdout: `${version}\n` },
  { title: 'unknown', args: ['nonsense'], port: '', code: 2, stdout: '' },
  { title: 'empty', args: [''], port: '', code: 2, stdout: '' },
  { title: 'one too many', args: ['version', 'please'], port: '', code: 2, stdout: '' },
  { title: 'none, and a bad port', args: [], port: 'http', code: 2, stdout: '' },
  // Nothing listens on port 1.
  {
    title: 'healthcheck of an absent server',
    args: ['healthcheck'],
    port: '1',
    code: 1,
    stdout: '',
  },
  { title: 'healthcheck on a bad port', args: ['healthcheck'], port: 'http', code: 1, stdout: '' },
];

for (const { title, args, port, code, stdout } of commands) {
  test(`arguments: ${title}`, async () => {
    const outcome = await run(args, { PORT: port });
    assert.deepEqual([outcome.code, outcome.stdout], [code, stdout]);
    assertSentence(outcome);
  });
}

for (const { status, code } of [
  { status: 200, code: 0 },
  { status: 503, code: 1 },
]) {
  test(`arguments: healthcheck of a server that answers ${status}`, async (context) => {
    const outcome = await run(['healthcheck'], { PORT: await serving(context, status) });
    assert.equal(outcome.code, code);
    assertSentence(outcome);
  });
}

test('it does not start on a port that is taken', async (context) => {
  const outcome = await run([], { PORT: await serving(context, 200) });
  assert.equal(outcome.code, 1);
  assertSentence(outcome);
});

test('PORT is a number from 1 to 65535', () => {
  assert.equal(parsePort(''), parsePort(undefined));
  for (const value of ['1', '8081', '65535']) assert.equal(parsePort(value), Number(value));
  for (const value of ['0', '65536', '-1', '+1', ' 80', '80\n', '8_0', '0x50', '8e1', 'http'])
    assert.throws(() => parsePort(value), { message: /^PORT must be a number/ }, value);
});
