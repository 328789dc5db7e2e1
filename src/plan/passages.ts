import type { Effects, EnvironmentVariable, Passage } from '../hardening/option.ts';
import { quoteYaml } from '../hardening/quote.ts';
import type { Part } from './parts.ts';

/** The passages that the parts write into one place, each under the id of its part. */
export function passagesOf(
  parts: readonly Part[],
  within: (effects: Effects) => readonly Passage[] | undefined,
): Passage[] {
  return parts.flatMap(({ id, effects }) =>
    (within(effects) ?? []).map(({ why, text }) => ({ why: `${id}: ${why}`, text })),
  );
}

/** The variables that are set by these effects, with values as YAML has them. */
export function environmentOf(effects: readonly Effects[]): EnvironmentVariable[] {
  return effects.flatMap(({ environment = [] }) =>
    environment.map(({ value, ...variable }) => ({ ...variable, value: quoteYaml(value) })),
  );
}
