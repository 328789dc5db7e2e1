import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newHandler } from '../src/handler.ts';
import { newRoutes } from '../src/routes.ts';
import { newServer, serve } from '../src/server.ts';

const somebody = { name: 'somebody', uid: '10001', version: '1.2.3' };

/** A server of this process that is at work. */
interface Serving {
  readonly port: number;
  readonly log: readonly string[];
  /** Tells it to stop; gives its exit code. */
  readonly stop: () => Promise<number>;
}

/** Serves for the length of a test; by another handler than the service's, where one is given. */
async function serving(context: TestContext, handler?: RequestListener): Promise<Serving> {
  const controller = new AbortController();
  const { signal } = controller;
  const log: string[] = [];
  const write = (_: unknown, msg: string) => log.push(msg);
  const own = newHandler(newRoutes(somebody, signal), signal, write);
  const server = newServer(handler ?? own, signal);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.closeAllConnections());
  const code = serve(server, signal, write);
  const stop = () => {
    controller.abort();
    return code;
  };
  return { port: (server.address() as AddressInfo).port, log, stop };
}

async function connected(port: number, said: string): Promise<Socket> {
  const client = connect(port, '127.0.0.1');
  await once(client, 'connect');
  client.write(said);
  return client;
}

async function isOpen(port: number): Promise<boolean> {
  const client = connect(port, '127.0.0.1');
  try {
    await once(client, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}

// A client has sent half of its request when the signal comes, and sends the rest when the server
// has stopped listening. It must be answered all the same.
test('a request that has begun is answered while it stops', async (context) => {
  const { port, log, stop } = await serving(context);
  const client = await connected(port, 'GET / HTTP/1.1\r\nHost: loc');
  // Connections are taken in order: when this is answered, the other is known.
  await fetch(`http://127.0.0.1:${port}/healthz`);
  const code = stop();
  while (await isOpen(port)) await sleep(10);
  client.write('alhost\r\n\r\n');
  assert.match(await text(client), /^HTTP\/1\.1 200 /);
  assert.equal(await code, 0);
  assert.deepEqual(log, ['request', 'stopped']); // No line for the probe.
});

test('an answer that is on its way arrives in full while it stops', async (context) => {
  const bytes = 20_000_000;
  const { port, stop } = await serving(context, (_, response) => {
    response.end(Buffer.alloc(bytes));
  });
  const client = await connected(
    port,
    'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  );
  await once(client, 'readable');
  const code = stop();
  while (await isOpen(port)) await sleep(10);
  assert.ok((await text(client)).length > bytes);
  assert.equal(await code, 0);
});

test('a connection that waits for its next request does not hold up the stop', async (context) => {
  const { port, stop } = await serving(context);
  const client = await connected(port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(client, 'readable');
  const began = performance.now();
  assert.equal(await stop(), 0);
  assert.ok(performance.now() - began < 2000);
});

test('a request that never ends is given up, and the stop succeeds', async (context) => {
  const { port, stop } = await serving(context);
  const client = await connected(port, 'GET / HTTP/1.1\r\nHost: loc');
  assert.equal(await stop(), 0);
  assert.match(await text(client), /^HTTP\/1\.1 408 /);
});
