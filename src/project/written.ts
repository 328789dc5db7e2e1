import { createHash } from 'node:crypto';
import type { RawAnswers } from '../answers/parse.ts';
import { readWritten, storedFile, type Written } from '../answers/stored.ts';
import { unlessRefused } from '../refusal.ts';
import { readRegularFile, UnusableFile } from '../regular-file.ts';
import { version } from '../version.ts';
import type { ComparedFile, ProjectFile } from './compare.ts';
import { readText, realPath } from './folder.ts';
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

/** The record of these answers and files. */
export function writtenOf(answers: RawAnswers, files: readonly ProjectFile[]): Written {
  const ids = files.map(({ path, contents }) => [path, blobId(Buffer.from(contents))]);
  return { version, answers: idOfAnswers(answers), files: Object.fromEntries(ids) };
}

/** What is in the .yo-rc.json of runs that were killed before they could put it in its place. */
export function killedTexts(root: string): (string | undefined)[] {
  return leftoversIn(root)
    .filter(({ name }) => name === storedFile)
    .map(({ path }) => readText(path));
}

/** The records of a project: of killed runs, which may have left a text that is cut off, and its own. */
export function recordsOf(folder: string, storedText: string | undefined): readonly Written[] {
  return [...killedTexts(realPath(folder)), storedText]
    .map((text) => unlessRefused(() => readWritten(text), undefined))
    .filter((written) => written !== undefined);
}

/**
 * Whether a file is still as this generator has written it. A checkout with CRLF is not an edit.
 *
 * @param records of the project
 */
export function isAsWritten(path: string, target: string, records: readonly Written[]): boolean {
  const ids = records.map(({ files }) => files[path]).filter((id) => id !== undefined);
  return ids.length > 0 && idsOf(target).some((id) => ids.includes(id));
}

/** The ids that a file has as it is, and with LF at the end of its lines; none if it can't be one of ours. */
function idsOf(target: string): string[] {
  try {
    const contents = readRegularFile(target);
    const withLf = Buffer.from(contents.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    return [contents, withLf].map(blobId);
  } catch (error) {
    if (error instanceof UnusableFile) return [];
    throw error;
  }
}

/** Marks the files that have not been edited since they were written: replacing them loses nothing. */
export function withUnedited(
  files: readonly ComparedFile[],
  records: readonly Written[],
): ComparedFile[] {
  return files.map((file) =>
    file.status === 'change' && !file.isMerged && isAsWritten(file.path, file.target, records)
      ? { ...file, keepsEdits: true }
      : file,
  );
}
