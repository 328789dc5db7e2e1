import type { Answers } from '../answers/parse.ts';
import type { Effects, EnvironmentVariable, Passage } from '../hardening/option.ts';
import { quoteYaml } from '../hardening/quote.ts';

/**
 * The passages that the chosen options write into one place, each under the id of its option.
 *
 * @param effects those of the chosen options, in their order
 */
export function passagesOf(
  { chosen }: Answers,
  effects: readonly Effects[],
  within: (effect: Effects) => readonly Passage[] | undefined,
): Passage[] {
  return chosen.flatMap(({ id }, index) =>
    (within(effects[index] ?? {}) ?? []).map(({ why, text }) => ({ why: `${id}: ${why}`, text })),
  );
}

/** The variables that the chosen options set, with values as YAML has them. */
export function environmentOf(effects: readonly Effects[]): EnvironmentVariable[] {
  return effects.flatMap(({ environment = [] }) =>
    environment.map(({ value, ...variable }) => ({ ...variable, value: quoteYaml(value) })),
  );
}
