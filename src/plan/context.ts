import type { Answers } from '../answers/parse.ts';
import { targetOf } from '../answers/target.ts';
import type { Waiver } from '../answers/waiver.ts';
import { type MakeTarget, targetsOf } from '../extras/extra.ts';
import { disablingOf, documentOf } from '../hardening/document.ts';
import type {
  Effects,
  HardeningOption,
  RunFlag,
  RuntimeUser,
  RunVariable,
  Service,
} from '../hardening/option.ts';
import { quoteMarkdown, quoteShell, quoteYaml } from '../hardening/quote.ts';
import { toolImages } from '../images/programs.ts';
import { type Digests, pinnedReference } from '../images/reference.ts';
import { adoptedLanguage } from '../languages/adoption.ts';
import type { BuildSecret, Language } from '../languages/language.ts';
import {
  type PlannedBuildVariable,
  passedOnOf,
  planBuildVariables,
  secretsOf,
} from './build-variables.ts';
import { type Dockerfile, planDockerfile } from './dockerfile.ts';
import { type ExtrasContext, planExtras } from './extras.ts';
import { imageNameOf } from './image-name.ts';
import { imagesOf } from './images.ts';
import { addressOf, type Part, partsOf, userOf } from './parts.ts';
import { type Paths, pathsOf } from './paths.ts';
import { type PlannedProgram, planProgram } from './program.ts';

/** An option as the generated project documents it. */
export interface DocumentedOption {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** Template of its paragraphs, relative to templates/. */
  readonly doc: string;
  /** How it is disabled, as Markdown. */
  readonly disabling: string;
}

/** A group of run flags, under the option that asks for them. */
export interface RunFlagGroup {
  readonly comment: string;
  readonly flags: readonly RunFlag[];
}

/** A line of hardening/settings.sh. */
export interface Setting {
  readonly name: string;
  /** As one word of the shell. */
  readonly value: string;
}

/** All that templates may use. Everything is decided here; they only lay it out. */
export interface ProjectContext extends ExtrasContext {
  readonly name: string;
  /** As a paragraph of Markdown. */
  readonly description: string;
  readonly module: string;
  /** The name as code in the language has it. */
  readonly identifier: string;
  readonly port: number;
  /** Folder whose contents outlive the container; empty where nothing is kept. */
  readonly data: string;
  readonly listens: boolean;
  readonly kind: { readonly id: string; readonly title: string };
  readonly language: { readonly id: string; readonly title: string; readonly version: string };
  /** What the language's templates have to know of its version. */
  readonly facts: Readonly<Record<string, boolean>>;
  readonly base: { readonly id: string; readonly title: string };
  readonly user: RuntimeUser;
  /** Name of the image without its tag. */
  readonly image: string;
  /** Name and image as text of YAML, which takes some words for other things. */
  readonly yaml: { readonly name: string; readonly image: string; readonly tagged: string };
  readonly toolbox: string;
  /** Variables of settings.sh that name the images of third-party tools. */
  readonly toolImages: readonly { readonly name: string; readonly reference: string }[];
  readonly dockerfile: Dockerfile;
  /** Null where the language has none. */
  readonly partials: Readonly<Record<keyof Language['partials'], string | null>>;
  readonly paths: Paths;
  /** An existing program; null for a sample. */
  readonly program: PlannedProgram | null;
  readonly secrets: readonly BuildSecret[];
  readonly sourceVariables: readonly string[];
  /** Lines of names: variables of the environment that are handed to the build where they are set. */
  readonly passedOn: readonly string[];
  readonly crossCompiles: boolean;
  readonly buildFlags: string;
  readonly buildVariables: readonly PlannedBuildVariable[];
  /** Lines of .dockerignore that let files in, and the ones that a later rule would exclude again. */
  readonly contextAllowed: readonly string[];
  readonly hiddenAllowed: readonly string[];
  readonly gitignore: readonly string[];
  readonly runFlags: readonly RunFlagGroup[];
  readonly runVariables: readonly RunVariable[];
  readonly settings: readonly Setting[];
  readonly options: readonly DocumentedOption[];
  readonly waived: readonly Waiver[];
  readonly optionTargets: readonly MakeTarget[];
}

/** For partials that a language does not have. */
const noPartials = { toolchain: null, runtime: null, test: null, dependencies: null } as const;

/** Derives from answers what the templates lay out. Pure. */
export function planContext(answers: Answers, today: string, digests: Digests): ProjectContext {
  const service = serviceOf(answers);
  const { language, kind, base } = service;
  const parts = partsOf(answers, service);
  const effects = parts.map((part) => part.effects);
  const images = imagesOf(answers, service, today);
  const { name, description, module, port, data } = answers;
  return {
    description: quoteMarkdown(description),
    module,
    identifier: language.identifierFor?.(name) ?? name,
    port,
    data,
    listens: kind.listens,
    kind: { id: kind.id, title: kind.title },
    language: { id: language.id, title: language.title, version: answers.languageVersion },
    facts: language.factsOf?.(answers.languageVersion) ?? {},
    base: { id: base.id, title: base.title },
    user: userOf(parts, service),
    ...namesOf(answers),
    toolbox: pinnedReference(images.toolbox, digests),
    toolImages: toolImages(answers.mirror),
    dockerfile: planDockerfile(answers, service, effects, images, digests),
    partials: { ...noPartials, ...language.partials },
    paths: pathsOf[answers.source],
    program: answers.source === 'own' ? planProgram(answers, language.adoption) : null,
    secrets: secretsOf(language),
    sourceVariables: language.sourceVariables,
    passedOn: passedOnOf(language).map((names) => names.join(' ')),
    crossCompiles: language.crossCompiles,
    buildFlags: buildFlagsOf(service, effects),
    buildVariables: planBuildVariables(effects),
    ...contextOf(service),
    gitignore: language.gitignore,
    runFlags: groupRunFlags(service, parts),
    runVariables: planRunVariables(service, effects),
    settings: planSettings(service, effects),
    options: answers.chosen.map(documented),
    waived: answers.waived,
    optionTargets: answers.chosen.flatMap((option) => targetsOf(option, '_hardening')),
    ...planExtras(answers, service, parts, today),
  };
}

/** Name of the service and of its image without the tag, and both as YAML has them. */
function namesOf(answers: Answers) {
  const { name } = answers;
  const image = imageNameOf(answers);
  const yaml = {
    name: quoteYaml(name),
    image: quoteYaml(image),
    tagged: quoteYaml(`${image}:dev`),
  };
  return { name, image, yaml };
}

/** What the build may see: names that start with a dot are let in after the rule against them. */
function contextOf({ language, source }: Service) {
  const context = [...language.context, `!${pathsOf[source].packages}`, '!hardening/build/**'];
  const isHidden = (line: string) => /^!(.*\/)?\./.test(line);
  return {
    contextAllowed: context.filter((line) => !isHidden(line)),
    hiddenAllowed: context.filter(isHidden),
  };
}

/** What options are put into effect for. */
export function serviceOf(answers: Answers): Service {
  const target = targetOf(answers);
  const { module, name, source, probe } = answers;
  const address = target.language.module?.url?.(module) ?? `https://example.com/${name}`;
  const isSample = source === 'sample';
  const language = isSample ? target.language : adoptedLanguage(target.language, answers);
  const health = isSample ? sampleHealth : { alive: probe, ready: probe };
  return { ...answers, ...target, language, health, address };
}

const sampleHealth = { alive: '/healthz', ready: '/readyz' } as const;

function documented(option: HardeningOption): DocumentedOption {
  const { id, title, why } = option;
  return { id, title, why, doc: documentOf(id), disabling: disablingOf(option) };
}

function buildFlagsOf({ language }: Service, effects: readonly Effects[]): string {
  const isRepeatable = effects.some((effect) => effect.isRepeatable);
  return isRepeatable ? language.repeatableFlags : '';
}

function groupRunFlags({ kind, port }: Service, parts: readonly Part[]): RunFlagGroup[] {
  const ofParts = parts.map(({ id, title, effects }) => ({
    comment: `${id}: ${title}.`,
    flags: [
      ...(effects.runFlags ?? []),
      ...(effects.environment ?? []).map(({ name, value }) => ({
        flag: `--env=${name}=${value}`,
      })),
    ],
  }));
  const address = addressOf(parts);
  const publish = {
    comment: address
      ? `loopback-only: only this machine can reach the service, at ${address}.`
      : 'Every network that this machine is on can reach the service.',
    flags: kind.listens
      ? [{ flag: `--publish=${address ? `${address}:` : ''}\${PORT}:${port}` }]
      : [],
  };
  return [publish, ...ofParts].filter(({ flags }) => flags.length > 0);
}

/** What the Makefile fills in where run flags leave it open. */
function planRunVariables({ kind, port }: Service, effects: readonly Effects[]): RunVariable[] {
  const why = 'Port on this machine that `make run` publishes on.';
  return [
    ...(kind.listens ? [{ name: 'PORT', value: String(port), why }] : []),
    ...effects.flatMap(({ runVariables }) => runVariables ?? []),
  ];
}

function planSettings(
  { kind, port, source, health, language }: Service,
  effects: readonly Effects[],
): Setting[] {
  const all = Object.assign(
    kind.listens ? { CONTAINER_PORT: port } : {},
    kind.listens && source === 'own' ? { CONTAINER_PATH: health.alive } : {},
    language.startSeconds === undefined ? {} : { START_SECONDS: language.startSeconds },
    ...effects.map(({ settings }) => settings),
  ) as Record<string, string | number>;
  return Object.entries(all).map(([name, value]) => ({ name, value: quoteShell(String(value)) }));
}
