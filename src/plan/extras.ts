import type { Answers } from '../answers/parse.ts';
import { type Contents, type Extra, type MakeTarget, pageOf, targetsOf } from '../extras/extra.ts';
import { extras } from '../extras/extras.ts';
import type { Service } from '../hardening/option.ts';
import { type BakeFile, planBake } from './bake.ts';
import { type Compose, planCompose } from './compose.ts';
import { type Kubernetes, planKubernetes } from './kubernetes.ts';
import type { Part } from './parts.ts';
import { type Pipelines, planPipelines } from './pipelines.ts';
import { planTour, type Tour } from './tour.ts';
import { planUpdates, type Updates } from './updates.ts';

/** What a chosen extra adds to files that every project has. */
export interface PlannedExtra {
  readonly id: string;
  /** Rows of the README's table of files, each with the extra's page. */
  readonly contents: readonly (Contents & { readonly page: string })[];
  readonly targets: readonly MakeTarget[];
  readonly leads: readonly string[];
}

/** The extras that the answers choose, in the order of their list. */
export function chosenExtras(answers: Answers): readonly Extra[] {
  return Object.values<Extra>(extras).filter(({ id }) => answers.extras?.some((one) => one === id));
}

/** Context for the templates of extras, and for the templates that extras add to. */
export interface ExtrasContext {
  readonly extras: readonly PlannedExtra[];
  readonly tour: Tour;
  readonly compose: Compose;
  readonly kubernetes: Kubernetes;
  readonly bake: BakeFile;
  readonly pipelines: Pipelines;
  readonly updates: Updates;
}

/** Derives from answers what extras are made of, and what they add. Pure. */
export function planExtras(
  answers: Answers,
  service: Service,
  parts: readonly Part[],
  today: string,
): ExtrasContext {
  return {
    extras: chosenExtras(answers).map((extra) => ({
      id: extra.id,
      contents: extra.contents.map((row) => ({ ...row, page: pageOf(extra) })),
      targets: targetsOf(extra, '_extras'),
      leads: extra.lead ? [extra.lead] : [],
    })),
    tour: planTour(answers, service, today),
    compose: planCompose(service, parts),
    kubernetes: planKubernetes(service, parts),
    bake: planBake(
      answers,
      service,
      parts.map(({ effects }) => effects),
    ),
    pipelines: planPipelines(answers),
    updates: planUpdates(answers, service),
  };
}
