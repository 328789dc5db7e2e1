import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { exitCodes, Refusal } from '../refusal.ts';
import { readRegularFile, UnusableFile } from '../regular-file.ts';
import { composeService } from './compose.ts';
import { dockerfileOf } from './dockerfile.ts';
import type { Graded } from './rule.ts';

/** Names of compose files, the first that is there counts. */
export const composeNames = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yaml',
  'docker-compose.yml',
];

const overrideNames = composeNames.map((name) => name.replace('.y', '.override.y'));

/**
 * Reads what a repository has to grade.
 *
 * @throws Refusal if there is no Dockerfile, or a file can't be read.
 */
export function readRepository(folder: string, file: string): Graded {
  if (!existsSync(join(folder, file)))
    throw new Refusal(
      `${folder} has no ${file}. Name the folder of the repository, or pass --file PATH.`,
      exitCodes.usage,
    );
  const dockerfile = dockerfileOf(textOf(folder, file), file);
  const isThere = (name: string) => existsSync(join(folder, name));
  const ignore = [`${file}.dockerignore`, '.dockerignore'].find(isThere);
  const compose = composeNames.find(isThere);
  return {
    dockerfile,
    ignore:
      ignore === undefined ? undefined : { path: ignore, lines: linesOf(textOf(folder, ignore)) },
    compose:
      compose === undefined
        ? undefined
        : composeService(
            textOf(folder, compose),
            compose,
            overrideNames.some(isThere),
            posix.normalize(file),
          ),
  };
}

const linesOf = (text: string) => text.split(/\r?\n/).map((line) => line.trim());

function textOf(folder: string, file: string): string {
  const path = join(folder, file);
  const unusable = (why: string) => new Refusal(`Can't read ${file}: ${why}.`, exitCodes.usage);
  if (statSync(path).isDirectory()) throw unusable('it is a folder. Name a file with --file');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readRegularFile(path));
    if (text.includes('\0')) throw new TypeError('binary');
    return text;
  } catch (error) {
    if (error instanceof UnusableFile) throw unusable(error.message);
    if (error instanceof TypeError) throw unusable("it isn't text. Name a Dockerfile with --file");
    throw unusable('check its permissions');
  }
}
