import { parseAnswers } from '../../src/answers/parse.ts';
import {
  type Effects,
  type HardeningOption,
  layerFolders,
  type ManifestSlot,
  type Passage,
  type Service,
  type Verdict,
} from '../../src/hardening/option.ts';
import { applies } from '../../src/hardening/options.ts';
import { bases } from '../../src/images/bases.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { planBuildVariables } from '../../src/plan/build-variables.ts';
import { publishedPorts } from '../../src/plan/compose.ts';
import { serviceOf } from '../../src/plan/context.ts';
import { environmentOf } from '../../src/plan/passages.ts';

/** What an option writes into a file of a project. */
export interface Writing {
  readonly path: string;
  readonly lines: readonly string[];
}

/** Why an option isn't available, for all services that can't have it. */
export function objectionsOf(option: HardeningOption, today: string): readonly string[] {
  const verdicts = defaultServices(today).map((service): Verdict => applies(option, service));
  return [...new Set(verdicts.filter((verdict) => verdict !== true))];
}

/** What an option writes, for the first service of all defaults for which it writes most lines. */
export function writingsOf(option: HardeningOption, today: string) {
  const [most] = defaultServices(today)
    .filter((service) => applies(option, service) === true)
    .map((service) => ({ service, writings: writingsFor(option, service) }))
    .sort((a, b) => countLines(b.writings) - countLines(a.writings));
  if (!most) throw new Error(`${option.id} is available for no service.`);
  const { language, kind, base } = most.service;
  return {
    service: { language: language.id, kind: kind.id, base: base.id },
    writings: most.writings,
  };
}

/** A service for each language, kind and base that go together. */
function defaultServices(today: string): readonly Service[] {
  const surroundings = { folder: 'my-service', today };
  return languages.flatMap((language) =>
    Object.keys(kinds).flatMap((kind) =>
      language.bases.map((base) => {
        const given = { language: language.id, kind, base: bases[base].id, allowEol: true };
        return serviceOf(parseAnswers(given, surroundings));
      }),
    ),
  );
}

function writingsFor(option: HardeningOption, service: Service): readonly Writing[] {
  const effects: Effects = option.effects?.(service) ?? {};
  const { assemble = [], seal = [], metadata = [], runFlags = [], publishOn } = effects;
  const { settings = {}, environment = [] } = effects;
  const { scripts = [], targets = [], pinsDigests } = option;
  const flags = runFlags.map(({ flag, engine }) => (engine ? `${engine}: ${flag}` : flag));
  return [
    {
      path: 'Dockerfile',
      lines: [
        ...(pinsDigests ? ['FROM IMAGE:TAG@sha256:DIGEST'] : []),
        ...linesOf(assemble),
        ...Object.values(layerFolders).flatMap((folder) =>
          seal.map(({ command }) => command(folder)),
        ),
        ...linesOf(metadata),
      ],
    },
    {
      path: 'Makefile',
      lines: [
        ...planBuildVariables([effects]).map(({ name, value }) => `${name} = ${value}`),
        ...targets.map(({ name, why }) => `${name}: ## ${why}`),
      ],
    },
    {
      path: 'hardening/run.flags',
      lines: [
        ...(publishOn ? [`--publish=${publishOn}:\${PORT}:${service.port}`] : []),
        ...flags,
        ...environment.map(({ name, value }) => `--env=${name}=${value}`),
      ],
    },
    ...deploymentsOf(effects, service),
    {
      path: 'hardening/settings.sh',
      lines: Object.entries(settings).map(([name, value]) => `${name}='${value}'`),
    },
    { path: `hardening/checks/${option.id}.sh`, lines: ['the check itself'] },
    ...scripts.map((script) => ({ path: `hardening/${script}`, lines: ['a script next to it'] })),
  ].filter(({ lines }) => lines.length > 0);
}

/** The keys of the Deployment that stand above what options write into it; elsewhere they write keys of their own. */
const keysAbove: Partial<Record<ManifestSlot, string>> = {
  podSecurity: 'securityContext',
  containerSecurity: 'securityContext',
  volumeMounts: 'volumeMounts',
  volumes: 'volumes',
};

/** What it writes into the files of the extras that run the image. */
function deploymentsOf(effects: Effects, { port }: Service): readonly Writing[] {
  const { compose = [], kubernetes = {}, publishOn, isIsolated } = effects;
  const variables = environmentOf([effects]);
  const slots = Object.entries(kubernetes) as [ManifestSlot, readonly Passage[]][];
  return [
    {
      path: 'compose.yaml',
      lines: [
        ...(publishOn ? publishedPorts(publishOn, port).split('\n') : []),
        ...linesOf(compose),
        ...under(
          'environment',
          variables.map(({ name, value }) => `${name}: ${value}`),
        ),
      ],
    },
    {
      path: 'deploy/deployment.yaml',
      lines: [
        ...slots.flatMap(([slot, passages]) => under(keysAbove[slot], linesOf(passages))),
        ...under(
          'env',
          variables.flatMap(({ name, value }) => [`- name: ${name}`, `  value: ${value}`]),
        ),
      ],
    },
    {
      path: 'deploy/networkpolicy.yaml',
      lines: isIsolated ? ['# no rule that lets traffic in or out'] : [],
    },
  ];
}

/** Lines of YAML with their key above them, if they have one. */
function under(key: string | undefined, lines: readonly string[]): readonly string[] {
  if (!key || lines.length === 0) return lines;
  return [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

function linesOf(passages: readonly Passage[]): readonly string[] {
  return passages.flatMap(({ text }) => text.split('\n'));
}

function countLines(writings: readonly Writing[]): number {
  return writings.flatMap(({ lines }) => lines).length;
}
