import type { Answers } from '../answers/parse.ts';
import { bake } from '../extras/bake.ts';
import type { BuildVariable } from '../hardening/option.ts';
import { escapeHcl, quoteHcl } from '../hardening/quote.ts';
import type { BuildSecret } from '../languages/language.ts';
import {
  argumentsOf,
  type BakeFile,
  type BakeTargets,
  secretsInHcl,
  secretVariables,
  sharedVariables,
  withVariable,
} from './bake.ts';
import { buildVariablesOf, passedOnOf, secretsOf } from './build-variables.ts';
import { serviceOf } from './context.ts';
import { imageNameOf } from './image-name.ts';

/** The bake file of a list of services: its path next to their folders, and its content. */
export interface PlannedBakeList {
  readonly path: string;
  /** Relative to templates/. */
  readonly template: string;
  readonly context: BakeFile;
}

/** Where the bake file of a list lands. */
export const bakeListPath = 'docker-bake.hcl';

/** Derives one bake file for all services of a list that have one; undefined where none has. Pure. */
export function planBakeList(list: readonly Answers[]): PlannedBakeList | undefined {
  const baked = list.filter(({ extras }) => extras?.includes(bake.id)).map(bakedService);
  if (baked.length === 0) return undefined;
  const ofCommit = baked.flatMap(({ own }) => own.filter(isOfCommit));
  return {
    path: bakeListPath,
    template: '_extras/bake/_list.hcl.ejs',
    context: {
      variables: [
        ...ofCommit.reduce(withVariable, sharedVariables),
        ...secretVariables(onePerVariable(baked.flatMap(({ secrets }) => secrets))),
      ],
      passedOn: [...new Set(baked.flatMap(({ passedOn }) => passedOn))],
      services: baked.map(({ targets }) => targets),
    },
  };
}

/** Two languages may read the same file, each with its own words; a variable is declared once. */
function onePerVariable(secrets: readonly BuildSecret[]): readonly BuildSecret[] {
  return secrets.filter(
    ({ variable }, place) => secrets.findIndex((other) => other.variable === variable) === place,
  );
}

interface BakedService {
  readonly own: readonly BuildVariable[];
  readonly passedOn: readonly string[];
  readonly secrets: readonly BuildSecret[];
  readonly targets: BakeTargets;
}

/** No service has an underscore in its name, so that no target has the name of another's. */
function bakedService(answers: Answers): BakedService {
  const { name, chosen } = answers;
  const service = serviceOf(answers);
  const own = buildVariablesOf(chosen.map((option) => option.effects?.(service) ?? {}));
  const passedOn = passedOnOf(service.language).flat();
  const secrets = secretsOf(service.language);
  // What is not of the commit is the service's own, and another's would be wrong for it.
  const inHcl = (variable: BuildVariable) =>
    isOfCommit(variable) ? variable.name : quoteHcl(variable.otherwise);
  const targets = {
    image: name,
    platforms: `${name}_platforms`,
    test: `${name}_test`,
    service: name,
    context: quoteHcl(name),
    name: escapeHcl(imageNameOf(answers)),
    args: argumentsOf(own, passedOn, inHcl),
    secrets: secretsInHcl(secrets),
  };
  return { own, passedOn, secrets, targets };
}

function isOfCommit({ ofCommit }: BuildVariable): boolean {
  return ofCommit !== undefined;
}
