import type { Answers } from '../answers/parse.ts';
import type { BuildVariable, Effects, Service } from '../hardening/option.ts';
import { quoteHcl } from '../hardening/quote.ts';
import type { BuildSecret } from '../languages/language.ts';
import { buildVariablesOf, passedOnOf, secretsOf } from './build-variables.ts';
import { imageNameOf } from './image-name.ts';

/** A variable of a bake file. */
export interface BakeVariable {
  readonly name: string;
  /** Comment above it. */
  readonly why: string;
  /** Its default in HCL, if the environment sets nothing else. */
  readonly value: string;
}

/** An argument of a build: its name, and its value in HCL. */
export interface BakeArgument {
  readonly name: string;
  readonly value: string;
}

/** The targets of one service: its image, the same for several platforms, and its tests. */
export interface BakeTargets {
  readonly image: string;
  readonly platforms: string;
  readonly test: string;
  /** Name of the service, by which its part of the cache is called. */
  readonly service: string;
  /** Folder of the service, relative to the bake file, in HCL. */
  readonly context: string;
  /** Name of the image, within a string of HCL. */
  readonly name: string;
  readonly args: readonly BakeArgument[];
  /** The secrets of its build, in HCL. */
  readonly secrets: string;
}

/** What a bake file is filled with. */
export interface BakeFile {
  readonly variables: readonly BakeVariable[];
  /** Names of variables of the environment that are handed to the build where they are set. */
  readonly passedOn: readonly string[];
  readonly services: readonly BakeTargets[];
}

/** Derives the bake file of one service, which its Makefile hands the values to. Pure. */
export function planBake(
  answers: Answers,
  { language }: Service,
  effects: readonly Effects[],
): BakeFile {
  const own = buildVariablesOf(effects);
  const passedOn = passedOnOf(language).flat();
  const secrets = secretsOf(language);
  const image = { name: 'IMAGE', why: 'Name of the image.', otherwise: imageNameOf(answers) };
  return {
    variables: own.reduce(withVariable, [
      ...withVariable([], image),
      ...sharedVariables,
      ...secretVariables(secrets),
    ]),
    passedOn,
    services: [
      {
        image: 'image',
        platforms: 'platforms',
        test: 'test',
        service: answers.name,
        context: quoteHcl('.'),
        name: '${IMAGE}',
        args: argumentsOf(own, passedOn, ({ name }) => name),
        secrets: secretsInHcl(secrets),
      },
    ],
  };
}

/** Variables of every bake file, which the Makefile knows by the same names; the cache's are bake's own. */
export const sharedVariables: readonly BakeVariable[] = [
  { name: 'TAG', why: 'Tag of the image.', value: quoteHcl('dev') },
  { name: 'VERSION', why: 'Version that is stamped into the build.', value: 'TAG' },
  {
    name: 'PLATFORM',
    why: "Platform to build for, such as linux/arm64. Empty: the builder's own.",
    value: quoteHcl(''),
  },
  {
    name: 'PLATFORMS',
    why: 'Platforms of the target `platforms`.',
    value: quoteHcl('linux/amd64,linux/arm64'),
  },
  {
    name: 'CACHE_FROM',
    why: 'Repository to read the cache from, such as ghcr.io/acme/cache. Empty: no cache.\nIts tags are the names of services and, if PLATFORM is set, the platform.',
    value: quoteHcl(''),
  },
  {
    name: 'CACHE_TO',
    why: 'Repository to write the cache to. Empty: no cache.',
    value: quoteHcl(''),
  },
];

/** The variables that name the files of secrets. */
export function secretVariables(secrets: readonly BuildSecret[]): readonly BakeVariable[] {
  return secrets.map(({ variable, why }) => ({ name: variable, why, value: quoteHcl('') }));
}

/** The secrets of a build: those whose variable is set. */
export function secretsInHcl(secrets: readonly BuildSecret[]): string {
  const lists = secrets.map(
    ({ id, variable }) => `${variable} == "" ? [] : ["id=${id},src=\${${variable}}"]`,
  );
  return lists.length === 1 ? lists.join('') : `concat(${lists.join(', ')})`;
}

/** Adds a variable to a bake file unless it is defined. */
export function withVariable(
  variables: readonly BakeVariable[],
  { name, why, ofCommit, otherwise }: BuildVariable,
): readonly BakeVariable[] {
  if (variables.some((variable) => variable.name === name)) return variables;
  const asked = ofCommit ? `\nAs \`git log -1 --format=${ofCommit}\` prints it.` : '';
  return [...variables, { name, why: why + asked, value: quoteHcl(otherwise) }];
}

/** The arguments of a build: the version, what the options stamp in, and what is passed on where it is set. */
export function argumentsOf(
  variables: readonly BuildVariable[],
  passedOn: readonly string[],
  inHcl: (variable: BuildVariable) => string,
): readonly BakeArgument[] {
  const named = [
    { name: 'VERSION', value: 'VERSION' },
    ...variables.map((variable) => ({ name: variable.name, value: inHcl(variable) })),
    ...passedOn.map((name) => ({ name, value: name })),
  ];
  const width = Math.max(...named.map(({ name }) => name.length));
  return named.map(({ name, value }) => ({ name: name.padEnd(width), value }));
}
