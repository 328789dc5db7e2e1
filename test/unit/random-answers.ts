import fc from 'fast-check';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { languageOf, targetOf } from '../../src/answers/target.ts';
import { waiverPattern } from '../../src/answers/waiver.ts';
import { extras } from '../../src/extras/extras.ts';
import { selectableOptions } from '../../src/hardening/options.ts';
import { type BaseId, bases } from '../../src/images/bases.ts';
import { catalogImage, supportedVersions } from '../../src/images/catalog.ts';
import { kinds } from '../../src/languages/kinds.ts';
import type { ModuleName } from '../../src/languages/language.ts';
import { languages } from '../../src/languages/languages.ts';
import { today, versionsOf } from '../rendered-project.ts';
import { imageTag, modulePath, printableText, registryName, serviceName } from './random-text.ts';

/** The answers that the others depend on. */
interface Core {
  readonly language: string;
  readonly kind: string;
  readonly base: BaseId;
  readonly source: 'sample';
}

const cores: fc.Arbitrary<Core> = fc
  .tuple(fc.constantFrom(...languages), fc.constantFrom(...Object.keys(kinds)))
  .chain(([language, kind]) =>
    fc
      .constantFrom(...language.bases)
      .map((base) => ({ language: language.id, kind, base, source: 'sample' as const })),
  );

/** Answers without hardening: any of them may be absent. */
function freeAnswers(core: Core): fc.Arbitrary<RawAnswers> {
  const { kind } = core;
  const { toolchain, module } = targetOf(core).language;
  return fc.record(
    {
      name: serviceName,
      description: printableText,
      languageVersion: fc.constantFrom(
        ...supportedVersions(toolchain, today).map((v) => v.version),
      ),
      ...(kinds[kind as keyof typeof kinds].listens && {
        port: fc.integer({ min: 1025, max: 65535 }),
      }),
      ...baseVersions(core),
      ...(module && { module: moduleNames(module) }),
      registry: registryName,
      mirror: registryName,
      extras: fc.subarray(Object.keys(extras)),
      data: fc.constantFrom('', '/data', '/var/lib/orders'),
    },
    { requiredKeys: [] },
  );
}

/** What a service's name comes to, and any path that the language takes as well. */
function moduleNames({ pattern, defaultFor }: ModuleName): fc.Arbitrary<string> {
  const own = serviceName.map(defaultFor);
  const any = fc.tuple(modulePath, own).map(([path, name]) => (pattern.test(path) ? path : name));
  return fc.oneof(own, any);
}

function baseVersions({ language, base }: Core): { baseVersion?: fc.Arbitrary<string> } {
  const { image } = bases[base];
  if (image === null) return {};
  const versions = versionsOf(languageOf({ language }), base);
  const listed = fc.constantFrom(...versions.flatMap(({ baseVersion = [] }) => baseVersion));
  // A random tag may be a patch of a release that is past its end of life.
  const unlisted = imageTag.filter((tag) => !/^(\d|latest)/i.test(tag));
  const takesTags = !('repositoryPerVersion' in catalogImage(image));
  return { baseVersion: takesTags ? fc.oneof(listed, unlisted) : listed };
}

/** A preset or an exact set, plus and minus and waivers, none against another. */
function hardeningAnswers(core: Core): fc.Arbitrary<RawAnswers> {
  const ids = selectableOptions(targetOf(core)).map(({ id }) => id);
  return fc
    .record({
      set: fc.oneof(
        fc.constantFrom({ preset: 'strict' }, { preset: 'tutorial' }, {}),
        fc.subarray(ids).map((hardening) => ({ preset: 'custom', hardening })),
      ),
      roles: fc.array(fc.constantFrom('', '', '', '', 'with', 'without', 'waiver'), {
        minLength: ids.length,
        maxLength: ids.length,
      }),
      reason: printableText,
      until: fc.constantFrom('', '; until 2027-06-30'),
    })
    .map(({ set, roles, reason, until }) => {
      const having = (role: string) => ids.filter((_, index) => roles[index] === role);
      const waiver = having('waiver')
        .map((id) => `${id}=${reason}${until}`)
        .filter((text) => waiverPattern.test(text));
      return { ...set, with: having('with'), without: having('without'), waiver };
    });
}

/** Answers that are legal, with any set of options that the service can have. */
export const randomAnswers: fc.Arbitrary<RawAnswers> = cores.chain((core) =>
  fc
    .tuple(freeAnswers(core), hardeningAnswers(core))
    .map(([free, hardening]) => ({ ...core, ...free, ...hardening })),
);
