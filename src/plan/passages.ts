import type { Answers } from '../answers/parse.ts';
import type { Effects, Passage } from '../hardening/option.ts';

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
