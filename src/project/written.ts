import { createHash } from 'node:crypto';
import type { RawAnswers } from '../answers/parse.ts';
import { readWritten, type Written } from '../answers/stored.ts';
import { readRegularFile, UnusableFile } from '../regular-file.ts';
import { version } from '../version.ts';
import type { ComparedFile, ProjectFile } from './compare.ts';

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

/**
 * Whether a file is still as this generator has written it. A checkout with CRLF is not an edit.
 *
 * @param storedText what the project's .yo-rc.json has, with the record
 */
export function isAsWritten(path: string, target: string, storedText: string | undefined): boolean {
  const id = readWritten(storedText)?.files[path];
  return id !== undefined && idsOf(target).includes(id);
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
  storedText: string | undefined,
): ComparedFile[] {
  return files.map((file) =>
    file.status === 'change' && !file.isMerged && isAsWritten(file.path, file.target, storedText)
      ? { ...file, keepsEdits: true }
      : file,
  );
}
