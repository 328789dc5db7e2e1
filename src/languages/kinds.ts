/** What a service does: answer requests, or work by itself. */
export const kinds = {
  http: {
    id: 'http',
    title: 'HTTP service',
    why: 'answers requests on a port, with health endpoints and a graceful stop',
    listens: true,
  },
  worker: {
    id: 'worker',
    title: 'Worker',
    why: 'prints the user it runs as once a second; no port, no network',
    listens: false,
  },
} as const;

export type Kind = (typeof kinds)[keyof typeof kinds];
export type KindId = Kind['id'];
