import { createHash } from 'node:crypto';
import type { RawAnswers } from '../answers/parse.ts';
import { readWritten, storedFile, type Written } from '../answers/stored.ts';
import { unlessRefused } from '../refusal.ts';
import { readRegularFile, UnusableFile } from '../regular-file.ts';
import { version } from '../version.ts';
import type { ProjectFile } from './compare.ts';
import { readText } from './folder.ts';
import { leftoversIn } from './leftovers.ts';

/**
 * The id that git gives to a file with these contents.
 * Source: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function blobId(contents: Buffer): string {
  return createHash('sha1').update(`blob ${contents.length}\0`).update(contents).digest('hex');
}

/** The id of stored answers: another one shows that they were edited. */
export function idOfAnswers(answers: RawAnswers): string {
  return blobId(Buffer.from(JSON.stringify(answers)));
}

/** The git blob id of each file, by its path. */
export function idsOf(
  files: readonly Pick<ProjectFile, 'path' | 'contents'>[],
): Record<string, string> {
  return Object.fromEntries(
    files.map(({ path, contents }) => [path, blobId(Buffer.from(contents))]),
  );
}

/** The record of these answers and files, by this version. */
export function writtenOf(answers: RawAnswers, record: Pick<Written, 'files' | 'bases'>): Written {
  return { version, answers: idOfAnswers(answers), ...record };
}

/** What is in the .yo-rc.json of runs that were killed before they could put it in its place. */
export function killedTexts(root: string): string[] {
  return leftoversIn(root)
    .filter(({ name }) => name === storedFile)
    .flatMap(({ path }) => readText(path) ?? []);
}

/** The records of runs that were killed, by the texts that they left, which may be cut off. */
export function killedRecords(killed: readonly string[]): Written[] {
  return killed
    .map((text) => unlessRefused(() => readWritten(text), undefined))
    .filter((written) => written !== undefined);
}

/**
 * The records of a project: of killed runs, and its own.
 *
 * @param killed what killed runs have left: see killedTexts
 * @throws Refusal with a sentence if its own is broken.
 */
export function recordsOf(
  killed: readonly string[],
  storedText: string | undefined,
): readonly Written[] {
  const own = readWritten(storedText);
  return [...killedRecords(killed), ...(own ? [own] : [])];
}

/**
 * Whether a file is still as this generator has written it. A checkout with CRLF is not an edit.
 *
 * @param records of the project
 */
export function isAsWritten(path: string, target: string, records: readonly Written[]): boolean {
  const ids = records.map(({ files }) => files[path]).filter((id) => id !== undefined);
  return ids.length > 0 && contentIdsOf(target).some((id) => ids.includes(id));
}

/** The ids that a file has as it is, and with LF at the end of its lines; none if it can't be one of ours. */
function contentIdsOf(target: string): string[] {
  try {
    const contents = readRegularFile(target);
    const withLf = Buffer.from(contents.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    return [contents, withLf].map(blobId);
  } catch (error) {
    if (error instanceof UnusableFile) return [];
    throw error;
  }
}
