import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { readRegularFile, UnusableFile } from '../regular-file.ts';
import type { ComparedFile } from './compare.ts';

/** Lines that may differ: beyond that, working the difference out takes minutes. */
const mostEdits = 5_000;

/**
 * What writing a file would change in it, as a unified diff that `patch -p1` takes.
 *
 * @param path as it is shown
 */
export function difference({ target, contents }: ComparedFile, path: string): string {
  const options = { headerOptions: FILE_HEADERS_ONLY, maxEditLength: mostEdits };
  const now = textOf(target);
  const patch =
    now === undefined
      ? undefined
      : createTwoFilesPatch(`a/${path}`, `b/${path}`, now, contents, '', '', options);
  return patch?.trimEnd() ?? `${path} is too different to show.`;
}

function textOf(path: string): string | undefined {
  try {
    return readRegularFile(path).toString('utf8');
  } catch (error) {
    if (error instanceof UnusableFile) return undefined;
    throw error;
  }
}
