import { cleanContext } from './clean-context.ts';
import { gracefulStop } from './graceful-stop.ts';
import { healthcheck } from './healthcheck.ts';
import { loopbackOnly } from './loopback-only.ts';
import { noCapabilities } from './no-capabilities.ts';
import { noNetwork } from './no-network.ts';
import { noNewPrivileges } from './no-new-privileges.ts';
import { noSetuid } from './no-setuid.ts';
import { noShell } from './no-shell.ts';
import { nonRootUser } from './non-root-user.ts';
import { ociLabels } from './oci-labels.ts';
import type { HardeningOption, Target, Verdict } from './option.ts';
import { packageRecords } from './package-records.ts';
import { pinnedBase } from './pinned-base.ts';
import { pinnedDigest } from './pinned-digest.ts';
import { readOnlyRootfs } from './read-only-rootfs.ts';
import { reproducibleBuild } from './reproducible-build.ts';
import { resourceLimits } from './resource-limits.ts';
import { seccomp } from './seccomp.ts';
import { sizeBudget } from './size-budget.ts';

/**
 * The hardening options, in the order in which they are offered, written and
 * checked: how the image is made, what is in it, how it runs.
 */
export const options: readonly HardeningOption[] = [
  pinnedBase,
  pinnedDigest,
  cleanContext,
  reproducibleBuild,
  sizeBudget,
  ociLabels,
  packageRecords,
  nonRootUser,
  readOnlyRootfs,
  noShell,
  noSetuid,
  healthcheck,
  gracefulStop,
  loopbackOnly,
  noCapabilities,
  noNewPrivileges,
  seccomp,
  resourceLimits,
  noNetwork,
];

/** Whether an option makes sense for such a service. */
export function applies(option: HardeningOption, target: Target): Verdict {
  return option.applies?.(target) ?? true;
}

/** Whether an option can be left out of such a service. */
export function omissible(option: HardeningOption, target: Target): Verdict {
  if (option.always) return 'it is part of every project';
  return option.omissible?.(target) ?? true;
}

/** The options that such a service can have. */
export function applicableOptions(target: Target): readonly HardeningOption[] {
  return options.filter((option) => applies(option, target) === true);
}

/** The options of a preset without a list: every option that applies, except the opt-in ones. */
export function presetOptions(target: Target): readonly HardeningOption[] {
  return applicableOptions(target).filter(({ optIn }) => !optIn);
}

/** The options of such a service that may be chosen or not: what a checkbox offers. */
export function selectableOptions(target: Target): readonly HardeningOption[] {
  return applicableOptions(target).filter((option) => omissible(option, target) === true);
}
