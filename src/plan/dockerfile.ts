import type { Answers } from '../answers/parse.ts';
import {
  type Effects,
  type LayerStage,
  layerFolders,
  type Passage,
  type Seal,
  type Service,
} from '../hardening/option.ts';
import { applies, options } from '../hardening/options.ts';
import type { BaseId } from '../images/bases.ts';
import { type Digests, pinnedReference } from '../images/reference.ts';
import type { Images } from './images.ts';

/** What the skeleton of the Dockerfile is filled with, slot by slot. */
export interface Dockerfile {
  /** The toolchain image by its tag, for people. */
  readonly toolchain: string;
  /** The same as FROM has it, and on whose platform it runs. */
  readonly toolchainFrom: string;
  readonly toolchainWhy: string;
  /** Image whose files are worked into /rootfs; null where none are. */
  readonly baseStage: string | null;
  /** Where a step of the runtime stage mounts it; null where there is none. */
  readonly baseFolder: '/base' | '/origin' | null;
  /** Folders that cache what the toolchain's package manager downloads. */
  readonly packageCaches: readonly string[];
  /** What the final stage starts from: scratch, or a base that keeps its layers. */
  readonly finalFrom: string;
  readonly finalWhy: string;
  readonly assemble: readonly Passage[];
  /** Commands that end the last step of the stages whose folders become layers. */
  readonly seals: Readonly<Record<LayerStage, readonly Passage[]>>;
  readonly metadata: readonly Passage[];
}

/** Puts the base's strategy, the kind's and the options' effects into the slots. */
export function planDockerfile(
  answers: Answers,
  service: Service,
  effects: readonly Effects[],
  { toolchain, base }: Images,
  digests: Digests,
): Dockerfile {
  const image = base && pinnedReference(base, digests);
  const isFlat = image !== null && mustBeFlat(answers, service);
  const instead = insteadOf(answers, service);
  const slot = (name: 'assemble' | 'metadata', of: readonly Effects[] = effects) =>
    of.flatMap((effect) => effect[name] ?? []);
  const { crossCompiles } = service.language;
  const from = pinnedReference(toolchain, digests);
  return {
    toolchain,
    toolchainFrom: crossCompiles ? `--platform=$BUILDPLATFORM ${from}` : from,
    toolchainWhy: crossCompiles
      ? "the next two stages start from it, on the builder's own platform"
      : 'the next two stages start from it, on the platform that the image is for',
    baseStage: image,
    baseFolder: image === null ? null : isFlat ? '/origin' : '/base',
    packageCaches: packageCachesOf(toolchain),
    finalFrom: image !== null && !isFlat ? 'base' : 'scratch',
    finalWhy: finalReason(service, image, isFlat),
    // The last of it is a RUN: what seals the folder is its end.
    assemble: [
      ...slot('assemble', instead),
      startOf(service, image, isFlat),
      ...slot('assemble'),
      ...(isFlat ? [trueRecords] : []),
    ],
    seals: {
      runtime: sealsOf(effects, layerFolders.runtime),
      build: sealsOf(effects, layerFolders.build),
    },
    metadata: [
      ...slot('metadata'),
      ...slot('metadata', instead),
      ...exposePort(service),
      ...environmentOf(service),
      ...workingFolderOf(service),
    ].sort(byInstruction),
  };
}

/**
 * Not an option, because other projects would suffer: BuildKit's cache of a COPY compares contents only,
 * so the first build's times end up in later builds. The commit's time would end up in later builds, too.
 */
const timeSeal: Seal = {
  why: 'Every file has the same time, so that builds can be compared.',
  command: (folder) => `find ${folder} -exec touch -h -d @0 {} +`,
};

function sealsOf(effects: readonly Effects[], folder: string): Passage[] {
  const seals = [timeSeal, ...effects.flatMap(({ seal = [] }) => seal)];
  return seals.map(({ why, command }) => ({ why, text: command(folder) }));
}

/** Text in place of options that are disabled or don't apply. */
function insteadOf(
  { chosen, waived }: Answers,
  service: Service,
): Pick<Effects, 'assemble' | 'metadata'>[] {
  return options
    .filter((option) => !chosen.includes(option))
    .flatMap((option) => {
      const reason = waived.find(({ id }) => id === option.id)?.reason;
      return option.otherwise?.(service, reason ?? String(applies(option, service))) ?? [];
    });
}

/** A file deleted or changed in a later layer is still in the one below: then there may be no layer below. */
function mustBeFlat({ chosen }: Answers, { base }: Service): boolean {
  return chosen.some(({ forbids }) => forbids !== undefined && base.brings.includes(forbids));
}

function finalReason({ base }: Service, image: string | null, isFlat: boolean): string {
  if (image === null) return 'starts empty and contains only /rootfs and /service.';
  return isFlat
    ? `contains the remaining files of ${base.id}. No layer below has the removed ones.`
    : `keeps the layers of ${base.id} unmodified, and adds /rootfs and /service.`;
}

function startOf({ base }: Service, image: string | null, isFlat: boolean): Passage {
  if (image === null) return emptyStart;
  return isFlat ? flatStart(base.id) : layeredStart(base.id);
}

/** The scripts of hardening/build, mounted for a step that runs one of them. */
const scripts = '--mount=type=bind,source=hardening/build,target=/build';

/** Every image starts with a CA bundle and the packages of packages.txt. */
const packages = 'sh /build/packages.sh start';

const emptyStart: Passage = {
  why: 'Start with root, the name of the distribution, a CA bundle and the packages for the image.',
  text: [
    `RUN ${scripts} \\`,
    '    mkdir -p /rootfs/etc \\',
    "    && echo 'root:x:0:0:root:/root:/sbin/nologin' > /rootfs/etc/passwd \\",
    "    && echo 'root:x:0:' > /rootfs/etc/group \\",
    '    && cp -L /etc/os-release /rootfs/etc/ \\',
    `    && ${packages}`,
  ].join('\n'),
};

/** The base's files one by one; extended attributes, in which file capabilities are kept, stay behind. */
function flatStart(base: BaseId): Passage {
  return {
    why: `Start with the files of ${base}, a CA bundle and the packages for the image.`,
    text: [
      'RUN --mount=type=bind,from=base,target=/origin \\',
      `    ${scripts} \\`,
      '    mkdir /rootfs \\',
      '    && cp -R -d -p /origin/. /rootfs/ \\',
      `    && ${packages}`,
    ].join('\n'),
  };
}

/** Some top folders are links (/lib is /usr/lib): files must land behind them. */
function layeredStart(base: BaseId): Passage {
  return {
    why: `Start with the users and links of ${base}, a CA bundle and the packages for the image.`,
    text: [
      'RUN --mount=type=bind,from=base,target=/base \\',
      `    ${scripts} \\`,
      '    mkdir -p /rootfs/etc \\',
      '    && cp /base/etc/passwd /base/etc/group /rootfs/etc/ \\',
      '    && find /base -maxdepth 1 -type l -exec cp -d {} /rootfs/ \\; \\',
      `    && ${packages}`,
    ].join('\n'),
  };
}

/** After options have removed files. */
const trueRecords: Passage = {
  why: 'A package without remaining files loses its record, so that scanners list only existing ones.',
  text: `RUN ${scripts} \\\n    sh /build/records.sh`,
};

/** Alpine has apk; the other toolchains have apt. */
function packageCachesOf(toolchain: string): readonly string[] {
  return /-alpine[0-9.]*$/.test(toolchain)
    ? ['/etc/apk/cache']
    : ['/var/cache/apt', '/var/lib/apt'];
}

function exposePort({ kind, port }: Service): Passage[] {
  return kind.listens
    ? [
        {
          why: 'The port that the service listens on. EXPOSE documents it; `--publish` opens it.',
          text: `EXPOSE ${port}`,
        },
      ]
    : [];
}

function environmentOf({ language: { environment = [] } }: Service): Passage[] {
  return environment.map(({ why, name, value }) => ({ why, text: `ENV ${name}=${value}` }));
}

function workingFolderOf({ language: { workingFolder } }: Service): Passage[] {
  const why = 'The program starts in its own folder.';
  return workingFolder ? [{ why, text: `WORKDIR ${workingFolder}` }] : [];
}

/** Order in the final stage: labels, environment, folder, port, user, health check, entry point. */
const instructionOrder = [
  ...['ARG', 'LABEL', 'ENV', 'WORKDIR', 'EXPOSE'],
  ...['USER', 'HEALTHCHECK', 'ENTRYPOINT'],
];

function byInstruction(a: Passage, b: Passage): number {
  const rank = ({ text }: Passage) => {
    const [, word = ''] = /^([A-Z]+) /m.exec(text) ?? [];
    return instructionOrder.indexOf(word);
  };
  return rank(a) - rank(b);
}
