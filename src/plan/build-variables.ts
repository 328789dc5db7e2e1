import type { BuildVariable, Effects } from '../hardening/option.ts';
import type { BuildSecret, Language } from '../languages/language.ts';

/** A variable that is handed to the build, in the words of make. */
export interface PlannedBuildVariable extends BuildVariable {
  /** The right-hand side of its assignment in the Makefile. */
  readonly value: string;
}

/** Every variable that options pass to the build. The version is always passed as well. */
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

/** Variables that builds accept without a declaration: https://docs.docker.com/reference/dockerfile/#predefined-args */
const proxyVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

/** A company's CA certificate: every language trusts it while it builds. */
const ca: BuildSecret = {
  id: 'ca',
  variable: 'CA',
  why: 'CA certificate of your company, trusted while building and kept out of the image.',
};

/** Files that a build reads as secrets. */
export function secretsOf({ secrets = [] }: Language): readonly BuildSecret[] {
  return [ca, ...secrets];
}

/** What the package manager of Debian has no variable for: hardening/build/packages.sh reads it. */
const packageVariables = ['APT_MIRROR'];

/** Variables of the environment that are handed to the build where they are set, in groups; none is empty. */
export function passedOnOf({ sourceVariables }: Language): readonly (readonly string[])[] {
  const packages = packageVariables.filter((name) => !sourceVariables.includes(name));
  return [proxyVariables, packages, sourceVariables].filter(({ length }) => length > 0);
}
