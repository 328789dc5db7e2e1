import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from './log.ts';

/** Answers requests for one path. */
export type Route = (request: IncomingMessage) => Answer | Promise<Answer>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function text(status: number, line: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${line}\n` };
}

export function json(value: unknown): Answer {
  const headers = { 'content-type': 'application/json' };
  return { status: 200, headers, body: `${JSON.stringify(value)}\n` };
}

/** Probes come every few seconds, and would bury all other lines of the log. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** Answers by path, and writes a line for each request but probes. */
export function newHandler(
  routes: ReadonlyMap<string, Route>,
  stop: AbortSignal,
  log: Log,
): RequestListener {
  return async (request, response) => {
    const began = performance.now();
    const { method, url = '' } = request;
    const [path = ''] = url.split('?', 1);
    const answer = await answerOf(routes.get(path), request, log);
    // While stopping, hang up after the answer: the next request belongs to another instance.
    if (stop.aborted) response.setHeader('connection', 'close');
    const bytes = send(answer, response);
    if (probes.has(path)) return;
    const duration_ms = Math.round((performance.now() - began) * 1000) / 1000;
    log('INFO', 'request', { method, path, status: answer.status, bytes, duration_ms });
  };
}

async function answerOf(
  route: Route | undefined,
  request: IncomingMessage,
  log: Log,
): Promise<Answer> {
  if (!route) return text(404, 'not found');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const { headers, ...answer } = text(405, 'method not allowed');
    return { ...answer, headers: { ...headers, allow: 'GET, HEAD' } };
  }
  try {
    return await route(request);
  } catch (error) {
    // A fault that one request meets must not take the others down.
    log('ERROR', 'failed', { error: error instanceof Error ? error.stack : error });
    return text(500, 'internal server error');
  }
}

/** Returns the length of the answer. */
function send({ status, headers, body }: Answer, response: ServerResponse): number {
  const bytes = Buffer.byteLength(body);
  response.writeHead(status, { ...headers, 'content-length': bytes });
  response.end(body);
  return bytes;
}
