import { go } from './go.ts';
import type { BrokenSource } from './source.ts';

/** How the services of each language are broken. */
export const brokenSources: Readonly<Record<string, BrokenSource>> = { go };
