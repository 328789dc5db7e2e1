/** Signals are heard between two services, each of which is written whole. */
export function hearSignals(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
