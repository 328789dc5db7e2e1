import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What is under way on a connection. */
interface State {
  /** Requests that are not answered in full. */
  unanswered: number;
  /** How many bytes had been read at the end of the last answer: where more came, a request has begun. */
  readUntil: number;
}

/**
 * Once the server is told to stop, hangs up on each connection as soon as no request is under way on
 * it. Not closeIdleConnections(): that cuts off an answer of which the last part is still on its way.
 */
export function hangUpOnStop(server: Server, stop: AbortSignal): void {
  const connections = new Map<Socket, State>();
  const hangUpIfIdle = (socket: Socket, { unanswered, readUntil }: State) => {
    if (unanswered === 0 && readUntil === socket.bytesRead) socket.destroySoon();
  };
  server.on('connection', (socket) => {
    connections.set(socket, { unanswered: 0, readUntil: -1 });
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    const state = connections.get(socket);
    if (!state) return; // The client has gone already.
    state.unanswered += 1;
    response.once('close', () => {
      state.unanswered -= 1;
      state.readUntil = socket.bytesRead;
      if (stop.aborted) hangUpIfIdle(socket, state);
    });
  });
  stop.addEventListener('abort', () => {
    for (const [socket, state] of connections) hangUpIfIdle(socket, state);
  });
}
