import { json, type Route, text } from './handler.ts';
import type { User } from './user.ts';

/** What / answers. */
export interface Identity extends User {
  readonly version: string;
}

/** What is answered where: to GET, and to HEAD with it. */
export function newRoutes(
  { name, uid, version }: Identity,
  stop: AbortSignal,
): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['/', () => json({ user: name, uid, version })],
    // Alive, also while stopping: an orchestrator restarts what is not.
    ['/healthz', () => text(200, 'ok')],
    // Ready for more: a load balancer sends nothing to what is not.
    ['/readyz', () => (stop.aborted ? text(503, 'stopping') : text(200, 'ready'))],
  ]);
}
