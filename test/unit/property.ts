import fc from 'fast-check';

/** The same cases in each run, so that a failure is there again tomorrow; SEED=… tries others. */
const seed = Number(process.env.SEED ?? 20261123);

/** How many times as many cases as usual: RUNS=20 takes minutes. */
const factor = Number(process.env.RUNS ?? 1);

/** Checks that something holds for many random values, and shows the smallest for which it does not. */
export function holdsForAll<T>(
  values: fc.Arbitrary<T>,
  holds: (value: T) => void,
  numRuns = 60,
): void {
  fc.assert(fc.property(values, holds), { seed, numRuns: numRuns * factor });
}
