import { bake } from './bake.ts';
import { compose } from './compose.ts';
import type { Extra } from './extra.ts';
import { kubernetes } from './kubernetes.ts';
import { tour } from './tour.ts';

/** What may come along with a project, in the order in which it is offered. */
export const extras = { tour, compose, kubernetes, bake } as const satisfies Record<string, Extra>;

export type ExtraId = keyof typeof extras;
