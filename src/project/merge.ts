import { applyPatch, structuredPatch } from 'diff';
import type { Merge } from './addition.ts';

/** Merges as `patch` does: what changed goes where the lines around it are as they were. */
export const merge: Merge = (before, after, current) => {
  const merged = applyPatch(current, structuredPatch('', '', before, after));
  return merged === false ? undefined : merged;
};
