import { basename, join } from 'node:path';
import type { Surroundings } from '../answers/field.ts';
import { namePattern, nearestName } from '../answers/name.ts';
import type { RawAnswers } from '../answers/parse.ts';
import { placeOf } from '../answers/place.ts';
import { readStored, storedFile } from '../answers/stored.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { checkFolder, readText } from './folder.ts';
import { today } from './today.ts';

/** Where a service is written to, and what is known of it there. */
export interface Destination {
  readonly folder: string;
  /** What is in the file that keeps the answers; undefined where there is none. */
  readonly storedText: string | undefined;
  readonly stored: RawAnswers;
  /** Whether no service has been written there yet. */
  readonly isNew: boolean;
  readonly surroundings: Surroundings;
}

/**
 * Looks at the folder that a service is written to: one of its name if that is
 * given, else the current one.
 *
 * @throws Refusal with a sentence where that folder cannot be used.
 */
export function openDestination(name: unknown, current: string): Destination {
  // With a name that could lead anywhere no folder is looked at: it is refused with the other answers.
  const isUsable = name === undefined || (typeof name === 'string' && namePattern.test(name));
  return openAt(isUsable ? (name ?? '') : undefined, current);
}

/** A destination, and the name that its folder gives to the service; undefined if nothing does. */
export interface NamedDestination {
  readonly destination: Destination;
  readonly name: unknown;
}

/**
 * Looks at the folder that was typed: `pay` and `services/pay` are folders and name the service,
 * `.` is the current folder and its service is named after it.
 *
 * @throws Refusal with a sentence where that folder cannot be used.
 */
export function openPlace(typed: unknown, current: string): NamedDestination {
  if (typed === undefined) return { destination: openAt('', current), name: undefined };
  const { path, name } = placeOf(typed);
  const destination = openAt(path, current);
  const isNamed = name !== undefined || !destination.isNew;
  return { destination, name: isNamed ? name : nearestName(basename(current)) };
}

/** @param path from the current folder; undefined where none may be looked at */
function openAt(path: string | undefined, current: string): Destination {
  const surroundings = { folder: basename(current), today: today() };
  if (path === undefined)
    return { folder: current, storedText: undefined, stored: {}, isNew: true, surroundings };
  const folder = join(current, path);
  checkFolder(folder);
  const storedText = readText(join(folder, storedFile));
  const stored = readStored(storedText);
  return { folder, storedText, stored, isNew: Object.keys(stored).length === 0, surroundings };
}

/**
 * The folder of an existing project.
 *
 * @param adds what was called to add something to it, as it is typed
 * @throws Refusal with a sentence where there is none.
 */
export function openProject(current: string, adds: string): Destination {
  const destination = openDestination(undefined, current);
  if (!destination.isNew) return destination;
  throw new Refusal(
    `${current} isn't a project of this generator: it has no ${storedFile} with answers. ` +
      `Create a project with hardened-container NAME or yo hardened-container NAME, then run ${adds} in its folder.`,
    exitCodes.usage,
  );
}

/**
 * Makes sure that the answers of a project are still the ones that were read: another run may have
 * changed them since, and then what is to be written is no longer right.
 *
 * @throws Refusal if they are others.
 */
export function refuseOutdated({ folder, storedText }: Destination): void {
  if (readText(join(folder, storedFile)) === storedText) return;
  throw new Refusal(
    `Another run has changed ${folder} in the meantime. Nothing was written there. Run the command again.`,
  );
}

/**
 * The current folder.
 *
 * @throws Refusal with a sentence where it has been deleted.
 */
export function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    const message = 'The current folder was deleted. Change to an existing folder.';
    throw new Refusal(message, exitCodes.failed, { cause: error });
  }
}
