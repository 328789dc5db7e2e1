import { bake } from './bake.ts';
import { compose } from './compose.ts';
import { dependabot } from './dependabot.ts';
import type { DoorId, Extra } from './extra.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { kubernetes } from './kubernetes.ts';
import { renovate } from './renovate.ts';
import { tour } from './tour.ts';

/** All extras, in the order in which prompts offer them. */
export const extras = {
  tour,
  compose,
  kubernetes,
  github,
  gitlab,
  bake,
  renovate,
  dependabot,
} as const satisfies Record<string, Extra>;

export type ExtraId = keyof typeof extras;

/** The extras that a door adds to a project, in the order in which they are offered. */
export function extrasOf(door: DoorId): readonly Extra[] {
  return Object.values<Extra>(extras).filter((extra) => extra.door === door);
}
