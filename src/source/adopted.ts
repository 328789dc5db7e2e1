import type { FieldName } from '../answers/fields.ts';
import type { RawAnswers } from '../answers/parse.ts';
import { languageOf } from '../answers/target.ts';
import { type CatalogId, supportedVersions } from '../images/catalog.ts';
import type { Fact } from '../languages/detection.ts';
import type { Language } from '../languages/language.ts';
import { anyOf } from '../printable.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { isSource } from './context.ts';
import type { Examined, Program } from './detect.ts';

/** What a program that was found comes to. */
export interface AdoptedProgram {
  /** The sure answers, and the answers that are to be confirmed. */
  readonly sure: RawAnswers;
  readonly guesses: RawAnswers;
  /** What its user should know, none of it an error. */
  readonly notices: readonly string[];
}

/** The lowest port that a user without privileges can listen on everywhere, and the one in place of a lower one. */
const lowestPort = 1025;
const usualPort = 8080;

/**
 * The answers for a program that was found.
 *
 * @param entries names at the top of its folder that the repository has; folders end with a slash
 * @param given answers that the user has typed: with an entry point, obstacles are only mentioned
 * @param today decides which versions are supported, as YYYY-MM-DD
 * @throws Refusal if something has to change first, or this generator can't write a build for it.
 */
export function adoptedProgram(
  examined: Examined,
  entries: readonly string[],
  given: RawAnswers,
  today: string,
): AdoptedProgram {
  const { program, place } = examined;
  const language = languageOf({ language: place.language.value });
  if (given.entry === undefined) refuseObstacles(program);
  refuseManager(examined, given, language);
  const answers = answersOf(program);
  const ofSureness = (isWanted: boolean) =>
    Object.fromEntries(
      Object.entries(answers).flatMap(([name, one]) =>
        one && (one.sure === 'guess') !== isWanted ? [[name, one.value]] : [],
      ),
    );
  const version = versionOf(examined, language.toolchain, today);
  return {
    sure: {
      source: 'own',
      ...ofSureness(true),
      ...(version.value !== undefined && { languageVersion: version.value }),
      ...listsOf(examined, entries, language),
    },
    guesses: ofSureness(false),
    notices: [
      ...program.obstacles,
      ...version.notices,
      ...noticeOfPort(program),
      ...noticeOfNative(program, language.adoption.lacksNative),
      ...program.needs.map(
        ({ value, from }) =>
          `The program may need ${value} (${from}). Add what it needs to start, such as --env=NAME=VALUE, to hardening/run.flags.`,
      ),
    ],
  };
}

function refuseObstacles({ obstacles }: Program): void {
  if (obstacles.length > 0)
    throw new Refusal(
      `${obstacles.join(' ')} Nothing was written. If the program can start in another way, pass --entry.`,
      exitCodes.usage,
    );
}

/** Refuses a program whose dependencies can't be installed from its own folder. */
function refuseManager(
  { program, place }: Examined,
  given: RawAnswers,
  { adoption: { managers } }: Language,
): void {
  const manager = given.manager ?? program.facts.manager?.value;
  const names = managers.map(({ id }) => id);
  if (!names.includes(String(manager)))
    throw new Refusal(
      `The program is built with ${manager}, and this generator can't write a build for that, only for ${anyOf(names)}. Nothing was written.`,
      exitCodes.usage,
    );
  const { detection, files } = place;
  const hasLock = detection.manager.some((rule) =>
    rule(files, { name: '', dockerfile: undefined }),
  );
  if (!hasLock)
    throw new Refusal(
      `The lock file of ${place.folder.value} is in another folder, as in a workspace, and this generator can't write a build for that. Nothing was written.`,
      exitCodes.usage,
    );
}

/** The facts that are answers, by their fields. */
function answersOf({
  facts,
}: Program): Partial<Record<FieldName, Fact<string | number> | undefined>> {
  const { name, language, kind, manager, entry, probe, build, port } = facts;
  const value = isTooLow(facts) ? usualPort : port?.value;
  return {
    ...{ name, language, kind, manager, entry, probe, build },
    port: port && value !== undefined ? { ...port, value } : undefined,
  };
}

function isTooLow({ port }: Program['facts']): boolean {
  return port !== undefined && Number(port.value) < lowestPort;
}

function noticeOfPort({ facts }: Program): string[] {
  if (!isTooLow(facts)) return [];
  return [
    `Port ${facts.port?.value} needs privileges in many clusters, so the service gets ${usualPort}, in the variable PORT. If the program takes its port in another way, pass --arguments, or --port with a higher port that it listens on.`,
  ];
}

function noticeOfNative({ native }: Program, reason: string | undefined): string[] {
  if (native.length === 0 || reason === undefined) return [];
  const names = native.map(({ value }) => value).join(', ');
  return [`The program ${reason}, and may need it for ${names}.`];
}

/** What the build sees and the image gets, whose install scripts run, and the module. */
function listsOf(
  { program, place: { detection, files } }: Examined,
  entries: readonly string[],
  language: Language,
) {
  const { entry, build } = program.facts;
  const include = entries.filter(isSource);
  const scripts = detection.scripts?.(files) ?? [];
  const module = detection.module?.(files);
  return {
    include,
    assets: detection.assets(include, String(entry?.value ?? ''), String(build?.value ?? '')),
    ...(scripts.length > 0 && { scripts }),
    ...(module !== undefined && language.module?.pattern.test(module) && { module }),
  };
}

/** The oldest of the versions that is not older than the wanted one. */
function nearest(versions: readonly string[], wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const isEnough = (version: string) => version.localeCompare(wanted, 'en', { numeric: true }) >= 0;
  return versions.filter(isEnough).at(-1);
}

/** The version that it is built with: the one that it names, if that is supported. */
function versionOf(
  { program, place: { detection, files } }: Examined,
  toolchain: CatalogId,
  today: string,
): { readonly value?: string; readonly notices: readonly string[] } {
  const said = program.facts.version;
  const supported = supportedVersions(toolchain, today).map(({ version }) => version);
  const wanted = said === undefined ? undefined : String(said.value);
  if (wanted !== undefined && supported.includes(wanted)) return { value: wanted, notices: [] };
  const newest = detection.newest?.(files)?.value;
  const value =
    supported.find((version) => version === newest) ?? nearest(supported, wanted) ?? supported[0];
  if (value === undefined) return { notices: [] };
  const notice = `The program names version ${wanted}, which this generator doesn't offer. It is built with ${value}.`;
  return { value, notices: wanted === undefined ? [] : [notice] };
}
