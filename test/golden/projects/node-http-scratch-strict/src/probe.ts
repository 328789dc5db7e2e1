import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

/** How long the server may take to answer, in milliseconds. */
const timeout = 2000;

/** Asks the server in the same container; throws where it is not well. */
export async function healthcheck(port: number): Promise<void> {
  const signal = AbortSignal.timeout(timeout);
  const request = get({ host: '127.0.0.1', port, path: '/healthz', agent: false, signal });
  let response: IncomingMessage;
  try {
    [response] = await once(request, 'response');
  } catch (error) {
    throw signal.aborted ? new Error(`/healthz does not answer within ${timeout} ms`) : error;
  }
  response.destroy();
  if (response.statusCode !== 200)
    throw new Error(`/healthz answers ${response.statusCode} ${response.statusMessage}`);
}
