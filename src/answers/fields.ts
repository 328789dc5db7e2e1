import type { Extra } from '../extras/extra.ts';
import { type ExtraId, extras, extrasOf } from '../extras/extras.ts';
import { dataFolderPattern } from '../hardening/data-folder.ts';
import { options, presetOptions, selectableOptions } from '../hardening/options.ts';
import { type PresetId, presets } from '../hardening/presets.ts';
import { type BaseId, bases } from '../images/bases.ts';
import { catalogImage } from '../images/catalog.ts';
import { registryPattern, tagPattern } from '../images/reference.ts';
import { type SourceId, sources } from '../languages/adoption.ts';
import { type KindId, kinds } from '../languages/kinds.ts';
import { languages } from '../languages/languages.ts';
import { asChoice, type Field, fieldOf, type ValueOf } from './field.ts';
import { namePattern, nearestName } from './name.ts';
import { programFields } from './program-fields.ts';
import { languageOf, targetOf } from './target.ts';
import {
  baseImage,
  baseVersionChoices,
  pastEndOfLife,
  refusedBases,
  refusedBaseVersions,
  unlistedVersion,
  versionChoices,
} from './versions.ts';
import { printablePattern, waiverPattern } from './waiver.ts';

/** The extras that make sense for code from such a source. */
function extrasFor(source: string): readonly Extra[] {
  return Object.values<Extra>(extras).filter(
    ({ isOfSample }) => source === 'sample' || !isOfSample,
  );
}

/**
 * Every answer there is, in the order in which they are asked and in which one
 * may depend on another. Flags, prompts, validation and help come from here.
 */
export const fields = {
  name: fieldOf.text({
    group: 'service',
    help: 'name of the service and its folder, or a path that ends with it',
    question: 'Name of the service',
    pattern: namePattern,
    allowed:
      'at most 63 lower-case letters, digits and dashes, a letter first and no dash at the end',
    default: ({ surroundings }) => nearestName(surroundings.folder),
  }),
  description: fieldOf.text({
    group: 'service',
    help: 'what the service does, in one line',
    dependsOn: ['name'],
    pattern: printablePattern,
    allowed: 'one line of 1 to 200 printable characters',
    default: ({ name }) => `The service ${name} in a hardened container.`,
  }),
  allowEol: fieldOf.switch({ group: 'image', help: 'accept a version past its end of life' }),
  source: fieldOf.choice<SourceId>({
    group: 'program',
    help: 'where the code comes from',
    choices: () => Object.values(sources).map(asChoice),
    default: () => 'sample',
  }),
  language: fieldOf.choice<string>({
    group: 'service',
    help: 'programming language',
    question: 'Language',
    choices: () => languages.map(asChoice),
    default: () => languages[0]?.id ?? '',
  }),
  languageVersion: fieldOf.choice<string>({
    group: 'service',
    help: 'version of the language',
    question: 'Version of the language',
    label: 'Version',
    dependsOn: ['language'],
    choices: (draft) => versionChoices(languageOf(draft).toolchain, draft),
    default: (draft) => versionChoices(languageOf(draft).toolchain, draft)[0]?.value ?? '',
    refuses: (draft) => pastEndOfLife(languageOf(draft).toolchain, draft),
    unlisted: (draft) => unlistedVersion(languageOf(draft).toolchain, draft),
  }),
  kind: fieldOf.choice<KindId>({
    group: 'service',
    help: 'http answers requests; worker has no port',
    question: 'Kind of service',
    label: 'Kind',
    choices: () => Object.values(kinds).map(asChoice),
    default: () => 'http',
  }),
  port: fieldOf.integer({
    group: 'service',
    help: 'port that an http service listens on',
    applies: (draft) => targetOf(draft).kind.listens || `a ${draft.kind} listens on no port`,
    minimum: 1025,
    maximum: 65535,
    default: 8080,
  }),
  base: fieldOf.choice<BaseId>({
    group: 'image',
    help: 'base image',
    question: 'Base image',
    dependsOn: ['language'],
    choices: (draft) => languageOf(draft).bases.map((id) => asChoice(bases[id])),
    default: (draft) => languageOf(draft).bases[0] ?? 'scratch',
    refuses: refusedBases,
  }),
  baseVersion: fieldOf.choice<string>({
    group: 'image',
    help: 'version of the base image, or any tag except latest',
    question: 'Version of the base image',
    label: 'Base version',
    dependsOn: ['base', 'language'],
    applies: (draft) =>
      baseImage(draft) !== null || `the base ${draft.base} is empty and has no version`,
    choices: baseVersionChoices,
    default: (draft) => baseVersionChoices(draft)[0]?.value ?? '',
    pattern: (draft) => {
      const image = baseImage(draft);
      return image !== null && !catalogImage(image).repositoryPerVersion ? tagPattern : undefined;
    },
    refuses: refusedBaseVersions,
    unlisted: (draft) => unlistedVersion(baseImage(draft), draft),
  }),
  module: fieldOf.text({
    group: 'service',
    help: "name that the language's code is imported by, for example a Go module path",
    dependsOn: ['language', 'name'],
    applies: (draft) =>
      languageOf(draft).module !== undefined ||
      `code in ${languageOf(draft).title} has no import name`,
    pattern: (draft) => languageOf(draft).module?.pattern ?? /^$/,
    allowed: (draft) => languageOf(draft).module?.allowed ?? 'nothing',
    default: (draft) => languageOf(draft).module?.defaultFor(draft.name) ?? '',
  }),
  registry: fieldOf.text({
    group: 'image',
    help: "prefix of the image's name, for example ghcr.io/acme",
    pattern: registryPattern,
    allowed:
      'a registry such as ghcr.io/acme or localhost:5000, in lower case, without a scheme or trailing slash',
    default: () => '',
  }),
  mirror: fieldOf.text({
    group: 'image',
    help: 'registry to pull base images from instead of the default',
    pattern: registryPattern,
    allowed:
      'a registry such as mirror.example/hub, in lower case, without a scheme or trailing slash',
    default: () => '',
  }),
  preset: fieldOf.choice<PresetId>({
    group: 'hardening',
    help: 'set of hardening options',
    question: 'Hardening',
    choices: () => Object.values(presets).map(asChoice),
    default: () => 'strict',
    implied: { by: 'hardening', value: 'custom' },
  }),
  hardening: fieldOf.set<string>({
    group: 'hardening',
    help: 'exactly these options, plus the options that every project has',
    question: 'Hardening options',
    dependsOn: ['preset', 'kind', 'base', 'language'],
    applies: ({ preset }) => preset === 'custom' || `the preset ${preset} has its own options`,
    choices: () => options.map(asChoice),
    offers: (draft) => selectableOptions(targetOf(draft)).map(asChoice),
    default: (draft) => presetOptions(targetOf(draft)).map(({ id }) => id),
  }),
  with: fieldOf.set<string>({
    group: 'hardening',
    help: 'these options in addition to the preset',
    dependsOn: ['preset', 'kind', 'base', 'language'],
    choices: () => options.map(asChoice),
    default: () => [],
  }),
  without: fieldOf.set<string>({
    group: 'hardening',
    help: "the preset's options except these",
    dependsOn: ['preset', 'kind', 'base', 'language'],
    choices: () => options.map(asChoice),
    default: () => [],
  }),
  waiver: fieldOf.list({
    group: 'hardening',
    help: 'disable an option with a reason: ID=REASON or "ID=REASON; until YYYY-MM-DD"',
    dependsOn: ['preset', 'kind', 'base', 'language'],
    pattern: waiverPattern,
    allowed: 'ID=REASON or "ID=REASON; until YYYY-MM-DD", with a reason of one line and no bar',
  }),
  extras: fieldOf.set<ExtraId>({
    group: 'service',
    help: 'files in addition to the service',
    question: 'Extras',
    choices: (draft) => extrasFor(draft.source).map(asChoice),
    default: () => [],
  }),
  data: fieldOf.text({
    group: 'service',
    help: 'persistent data directory on a volume, for example /data',
    label: 'Data',
    question: 'Persistent data directory, for example /data (leave empty for none)',
    follows: (chosen) => extrasOf('deploy').some(({ id }) => chosen.includes(id)),
    pattern: dataFolderPattern,
    allowed:
      'an absolute path such as /data or /var/lib/orders outside of system and program folders, with letters, digits, dots, dashes and underscores',
    default: () => '',
  }),
  ...programFields,
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;

/** In the order in which they are asked. */
export const fieldNames = Object.keys(fields) as FieldName[];

export type FieldValues = { readonly [Name in FieldName]: ValueOf<(typeof fields)[Name]> };
