import { parseAnswers } from '../../src/answers/parse.ts';
import type { Effects, HardeningOption, Service, Verdict } from '../../src/hardening/option.ts';
import { applies } from '../../src/hardening/options.ts';
import { bases } from '../../src/images/bases.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { planBuildVariables } from '../../src/plan/build-variables.ts';
import { serviceOf } from '../../src/plan/context.ts';

/** What an option writes into a file of a project. */
export interface Writing {
  readonly path: string;
  readonly lines: readonly string[];
}

/** Why an option cannot be had, for all services for which it cannot. */
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
  if (!most) throw new Error(`${option.id} can be had for no service.`);
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
  const { settings = {}, pinsDigests } = effects;
  const { scripts = [], targets = [] } = option;
  const flags = runFlags.map(({ flag, engine }) => (engine ? `${engine}: ${flag}` : flag));
  return [
    {
      path: 'Dockerfile',
      lines: [
        ...(pinsDigests ? ['FROM IMAGE:TAG@sha256:DIGEST'] : []),
        ...[...assemble, ...seal, ...metadata].flatMap(({ text }) => text.split('\n')),
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
      lines: [...(publishOn ? [`--publish=${publishOn}:\${PORT}:${service.port}`] : []), ...flags],
    },
    {
      path: 'hardening/settings.sh',
      lines: Object.entries(settings).map(([name, value]) => `${name}='${value}'`),
    },
    { path: `hardening/checks/${option.id}.sh`, lines: ['the check itself'] },
    ...scripts.map((script) => ({ path: `hardening/${script}`, lines: ['a script beside it'] })),
  ].filter(({ lines }) => lines.length > 0);
}

function countLines(writings: readonly Writing[]): number {
  return writings.flatMap(({ lines }) => lines).length;
}
