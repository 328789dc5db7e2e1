import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { newHandler, type Route } from '../src/handler.ts';
import { newRoutes } from '../src/routes.ts';

const somebody = { name: 'somebody', uid: '10001', version: '1.2.3' };
const signals = { running: new AbortController().signal, stopping: AbortSignal.abort() };
const origins = { running: '', stopping: '' };
const log: string[] = [];
const faulty: Route = () => {
  throw new Error('out of order');
};

const servers = (['running', 'stopping'] as const).map((state) => {
  const stop = signals[state];
  const routes = new Map([...newRoutes(somebody, stop), ['/faulty', faulty]]);
  const server = createServer(newHandler(routes, stop, (_, msg) => log.push(msg)));
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origins[state] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  return server;
});
after(() => {
  for (const server of servers) server.close();
});

const answers = [
  { method: 'GET', path: '/', status: 200 },
  { method: 'HEAD', path: '/', status: 200 },
  { method: 'GET', path: '/?query=1', status: 200 },
  { method: 'POST', path: '/', status: 405 },
  { method: 'GET', path: '/healthz', status: 200 },
  { method: 'DELETE', path: '/healthz', status: 405 },
  { method: 'GET', path: '/readyz', status: 200 },
  { method: 'PUT', path: '/readyz', status: 405 },
  { method: 'GET', path: '/nowhere', status: 404 },
  { method: 'GET', path: '/healthz/nowhere', status: 404 },
  { method: 'GET', path: '/', status: 200, state: 'stopping' },
  { method: 'GET', path: '/healthz', status: 200, state: 'stopping' },
  { method: 'GET', path: '/readyz', status: 503, state: 'stopping' },
] as const;

for (const { method, path, status, state } of answers.map((row) => ({
  state: 'running' as const,
  ...row,
}))) {
  test(`${method} ${path} while ${state} gets ${status}`, async () => {
    const response = await fetch(origins[state] + path, { method });
    assert.equal(response.status, status);
    await response.arrayBuffer();
  });
}

test('/ answers with the user', async () => {
  const response = await fetch(`${origins.running}/`);
  assert.equal(response.headers.get('content-type'), 'application/json');
  assert.equal(await response.text(), '{"user":"somebody","uid":"10001","version":"1.2.3"}\n');
});

test('a fault answers the request that meets it with 500, and goes into the log', async () => {
  const response = await fetch(`${origins.running}/faulty`);
  assert.equal(response.status, 500);
  assert.equal(await response.text(), 'internal server error\n');
  assert.ok(log.includes('failed'));
});
