import { behaviourMutants } from './mutants/behaviour.ts';
import { buildMutants } from './mutants/build.ts';
import { fileMutants } from './mutants/files.ts';
import { brokenSources } from './mutants/languages.ts';
import type { Mutant } from './mutants/mutant.ts';
import { runningMutants } from './mutants/running.ts';

/** Projects of a language broken in just one way each, in the order of what they break. */
export function mutantsOf(language: string): readonly Mutant[] {
  const source = brokenSources[language];
  if (!source)
    throw new Error(`test/e2e/mutants/languages.ts has no broken source in ${language}.`);
  return [...buildMutants, ...fileMutants, ...behaviourMutants(source), ...runningMutants];
}
