// Loaded before the program. Process 1 of a container ignores signals that it has no handler for, so without
// one the program would be killed after ten seconds. If the program has a handler, this one does nothing.
const codes = { SIGTERM: 143, SIGINT: 130 };
for (const [signal, code] of Object.entries(codes))
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(code);
  });
