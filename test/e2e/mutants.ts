import { buildMutants } from './mutants/build.ts';
import { fileMutants } from './mutants/files.ts';
import type { Mutant } from './mutants/mutant.ts';
import { runningMutants } from './mutants/running.ts';

/** Projects broken in just one way each, in the order of what they break. */
export const mutants: readonly Mutant[] = [...buildMutants, ...fileMutants, ...runningMutants];
