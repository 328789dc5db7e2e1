// portal answers over HTTP with the user that it runs as.
//
// With no argument it serves. "healthcheck" asks the running server whether it is alive, since a
// hardened image has no curl; "version" tells which build this is.
import { run } from './command.ts';

// "docker stop" and Kubernetes send SIGTERM. To a process 1 that has not asked for it the kernel
// does not even deliver it.
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    // The second signal ends the process at once.
    if (stop.signal.aborted) process.exit(1);
    stop.abort();
  });
}

process.exit(await run(process.argv.slice(2), process.env.PORT, stop.signal));
