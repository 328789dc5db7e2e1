import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Server as Listener } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { hangUpOnStop } from './connections.ts';
import type { Log } from './log.ts';

/**
 * How long new connections are still let in after the signal to stop, in milliseconds: those on
 * their way are answered, and a probe can see that /readyz fails. Where traffic takes longer to move
 * away, delay the signal (preStop).
 */
const drainDelay = 500;
/**
 * Stopping takes no longer than this in all. Docker and podman kill after 10 s, and a process that
 * is killed cannot say what it left undone.
 */
const stopTimeout = 8000;

/** A server that does not listen yet. */
export function newServer(handler: RequestListener, stop: AbortSignal): Server {
  const server = createServer(
    {
      // Without limits, slow or hostile clients could hold connections for ever. Reading ends
      // before stopTimeout, also for what is let in last.
      headersTimeout: 5000,
      requestTimeout: 6000,
      connectionsCheckingInterval: 500,
      keepAliveTimeout: 60_000,
      maxHeaderSize: 16 * 1024,
    },
    handler,
  );
  // Nothing was read or written for so long: the client has gone, or does not take the answer.
  server.timeout = 10_000;
  hangUpOnStop(server, stop);
  return server;
}

/** Listens on all interfaces: a container's own loopback cannot be reached from outside. */
export async function listen(server: Server, port: number): Promise<void> {
  server.listen(port);
  await once(server, 'listening');
}

/** Answers requests until it is told to stop, then stops. Returns the exit code. */
export async function serve(server: Server, stop: AbortSignal, log: Log): Promise<number> {
  if (!stop.aborted) await once(stop, 'abort');
  const deadline = sleep(stopTimeout, false, { ref: false });
  await sleep(drainDelay);
  if (await Promise.race([close(server), deadline])) {
    log('INFO', 'stopped');
    return 0;
  }
  log('ERROR', 'stopped with requests unanswered');
  return 1;
}

/**
 * Lets no connection in any more, and waits for the end of those that there are. Not the server's
 * own close: with that, requests that arrive in part have all the time in the world.
 */
function close(server: Server): Promise<true> {
  return new Promise((resolve) => {
    Listener.prototype.close.call(server, () => resolve(true));
  });
}
