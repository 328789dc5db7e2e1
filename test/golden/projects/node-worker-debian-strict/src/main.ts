// my-service prints the user that it runs as, once a second.
//
// With no argument it works; "version" tells which build this is.
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

// Nobody reads any more: there is nothing left to work for.
process.stdout.on('error', (error) => {
  console.error(`cannot print: ${error.message}`);
  process.exit(1);
});

process.exit(await run(process.argv.slice(2), stop.signal));
