import type { BuildVariable, Effects } from '../hardening/option.ts';
import type { Language } from '../languages/language.ts';

/** A variable that is handed to the build, in the words of make. */
export interface PlannedBuildVariable extends BuildVariable {
  /** The right-hand side of its assignment in the Makefile. */
  readonly value: string;
}

/** Every variable that options hand to the build, beside the version, which is always stamped in. */
export function buildVariablesOf(effects: readonly Effects[]): readonly BuildVariable[] {
  return effects.flatMap(({ buildVariables }) => buildVariables ?? []);
}

/** The same in the words of make. */
export function planBuildVariables(effects: readonly Effects[]): readonly PlannedBuildVariable[] {
  return buildVariablesOf(effects).map((variable) => ({
    ...variable,
    value: assignedValue(variable),
  }));
}

function assignedValue({ ofCommit, marksChanges, otherwise }: BuildVariable): string {
  if (!ofCommit) return otherwise;
  const value = `$(shell $(COMMIT) --format=${ofCommit})`;
  return `$(or ${marksChanges ? `$(addsuffix $(DIRTY),${value})` : value},${otherwise})`;
}

/** What builds take without declaring it: https://docs.docker.com/reference/dockerfile/#predefined-args */
const proxyVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

/** Variables of the environment that are handed to the build where they are set, in groups; none is empty. */
export function passedOnOf({ sourceVariables }: Language): readonly (readonly string[])[] {
  return [proxyVariables, sourceVariables].filter(({ length }) => length > 0);
}
