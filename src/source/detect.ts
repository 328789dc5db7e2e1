import { basename } from 'node:path';
import { nearestName } from '../answers/name.ts';
import { type Fact, type Files, fact, type Hints, type Rule } from '../languages/detection.ts';
import { sourceFiles } from '../languages/rules.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { filesOf } from './files.ts';
import { composePort, dockerfileHints, examplePort, exposedPort } from './hints.ts';
import { obstaclesOf } from './obstacles.ts';
import { type Place, placeOf } from './place.ts';

/** What is known of the program in a repository. */
export interface Program {
  /** One fact each. A fact that wasn't found is absent. */
  readonly facts: Readonly<Partial<Record<FactName, Fact<string | number>>>>;
  /** Services that it may need, such as a database. */
  readonly needs: readonly Fact[];
  /** Parts that are compiled or downloaded while dependencies are installed. */
  readonly native: readonly Fact[];
  /** Files with credentials: a build reads them as secrets. */
  readonly secrets: readonly Fact[];
  /** The changes that are needed before an image can be made, as sentences. */
  readonly obstacles: readonly string[];
}

/** Names of the facts, in the order in which they are shown. */
export const factNames = [
  'name',
  'language',
  'folder',
  'manager',
  'version',
  'entry',
  'build',
  'kind',
  'port',
  'probe',
] as const;

export type FactName = (typeof factNames)[number];

/**
 * Finds out how the program in a folder is built and run, by its files alone. Nothing is started or written.
 *
 * @throws Refusal if there is no program or more than one, a file can't be parsed, or there is no lock file.
 */
export function detect(root: string): Program {
  return examine(root).program;
}

/** A program with the files that it was found in. */
export interface Examined {
  readonly program: Program;
  readonly place: Place;
}

/**
 * The same with the files.
 *
 * @throws Refusal like detect.
 */
export function examine(root: string): Examined {
  const all = filesOf(root);
  const ofRoot = dockerfileHints(all);
  const place = placeOf(all, root, ofRoot);
  const { files, detection } = place;
  const dockerfile = (files === all ? undefined : dockerfileHints(files)) ?? ofRoot;
  const name = nameOf(root, place);
  const hints: Hints = { name: name.value, dockerfile };
  // The lock file of a workspace is at its root.
  const manager =
    firstOf(detection.manager, files, hints) ?? firstOf(detection.manager, all, hints);
  if (!manager)
    throw new Refusal(
      `${root} has no lock file, so two builds could differ. Add one of ${detection.locks.join(', ')}, and commit it.`,
      exitCodes.usage,
    );
  const { language, folder } = place;
  const program: Program = {
    facts: { ...{ name, language, folder, manager }, ...found(factsOf(place, hints)) },
    needs: needsOf(place),
    native: detection.native(files),
    secrets: secretsOf(files),
    obstacles: obstaclesOf(files, all, hints, detection),
  };
  return { program, place };
}

/** What the first rule that applies finds. */
function firstOf<T>(rules: readonly Rule<T>[], files: Files, hints: Hints): Fact<T> | undefined {
  for (const rule of rules) {
    const one = rule(files, hints);
    if (one) return one;
  }
  return undefined;
}

/** The facts that the language's rules find. */
function factsOf({ files, detection }: Place, hints: Hints) {
  const first = <T>(rules: readonly Rule<T>[] = [], known: Hints = hints) =>
    firstOf(rules, files, known);
  const start = first(detection.entry);
  const entry = start && (detection.started?.(start, files) ?? start);
  const known = { ...hints, entry: start?.value };
  const port =
    exposedPort(hints.dockerfile) ??
    composePort(files) ??
    examplePort(files) ??
    first(detection.port, known);
  const kind = kindOf(first(detection.kind), port);
  const isHttp = kind?.value === 'http';
  return {
    version: first(detection.version),
    entry: asGuess(entry, files.isWhole),
    build: first(detection.build, known),
    kind,
    port: isHttp ? port : undefined,
    probe: isHttp ? (first(detection.probe) ?? probeOf(files)) : undefined,
  };
}

/** A port that the Dockerfile or the compose file names shows that the program listens. */
function kindOf(inCode: Fact | undefined, port: Fact<number> | undefined): Fact | undefined {
  const isShown = inCode?.value !== 'http' && port?.sure === 'said';
  return isShown ? fact('http', port.from, 'convention') : inCode;
}

/** What is found in a part of the files may be contradicted by the others. */
function asGuess<T>(found: Fact<T> | undefined, isWhole: boolean): Fact<T> | undefined {
  return found && !isWhole ? { ...found, sure: 'guess' } : found;
}

/** Without the facts that were not found. */
function found<T extends Record<string, unknown>>(facts: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };
}

function nameOf(root: string, { folder }: Place): Fact {
  const last = folder.value === '.' ? basename(root) : basename(folder.value);
  return fact(nearestName(last), 'the name of the folder', 'convention');
}

/** Dependencies show what a program can talk to, and not that it has to. */
function needsOf({ detection, files }: Place): readonly Fact[] {
  const names = detection.dependencies(files);
  return detection.drivers.flatMap(({ service, names: pattern }) => {
    const driver = names.find((name) => pattern.test(name));
    return driver ? [fact(service, driver, 'guess')] : [];
  });
}

/** Paths that are asked for health by convention. */
const route =
  /\(\s*["'`](?:GET )?(\/(?:actuator\/health|healthz|readyz|livez|health|ping))\/?["'`]/;

/** Calls that ask another service. */
const asks = /axios|fetch\(|requests\.|http\.Get\(|client|\bgot\b/i;

function probeOf(files: Files): Fact {
  for (const path of sourceFiles(files, /\.(go|[cm]?[jt]s|py|rs|java|cc|cpp)$/)) {
    const text = files.text(path) ?? '';
    const line = text.split('\n').find((one) => route.test(one) && !asks.test(one));
    const probe = line === undefined ? undefined : route.exec(line)?.[1];
    if (probe) return fact(probe, path, 'convention');
  }
  return fact('/', 'no other path is known', 'guess');
}

const secretFiles = [
  '.npmrc',
  '.yarnrc.yml',
  'pip.conf',
  '.netrc',
  'settings.xml',
  '.mvn/settings.xml',
  '.cargo/credentials.toml',
];

function secretsOf(files: Files): readonly Fact[] {
  return secretFiles
    .filter((path) => /token|password|_auth|secret/i.test(files.text(path) ?? ''))
    .map((path) => fact(path, 'credentials are in it'));
}
