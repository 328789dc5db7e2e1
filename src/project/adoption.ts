import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RawAnswers } from '../answers/parse.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { type AdoptedProgram, adoptedProgram } from '../source/adopted.ts';
import type { Examined } from '../source/detect.ts';
import { type Destination, openDestination } from './destination.ts';
import { entriesOf } from './repository.ts';

/**
 * The answers of a program that was found in a folder, and where its files are written. Nothing is written here.
 *
 * @throws Refusal if it can't be built, or a folder hardening already exists.
 */
export function adoptionOf(
  root: string,
  examined: Examined,
  given: RawAnswers,
): AdoptedProgram & { readonly destination: Destination } {
  const folder = join(root, examined.place.folder.value);
  const destination = openDestination(undefined, folder);
  if (!destination.isNew)
    throw new Refusal(
      `${folder} is a project of this generator already. To change it, run hardened-container update there.`,
      exitCodes.usage,
    );
  if (existsSync(join(folder, 'hardening')))
    throw new Refusal(
      `${folder} has a folder hardening that this tool didn't write. Nothing was written. Rename it first.`,
      exitCodes.inTheWay,
    );
  const { today } = destination.surroundings;
  return { ...adoptedProgram(examined, entriesOf(folder), given, today), destination };
}
