import { readFileSync } from 'node:fs';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { ComparedFile } from '../../src/project/compare.ts';

/**
 * What writing a file would change in it, as a unified diff that `patch -p1` takes.
 *
 * @param path as it is shown
 */
export function difference({ target, contents }: ComparedFile, path: string): string {
  const now = readFileSync(target, 'utf8');
  const options = { headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, now, contents, '', '', options).trimEnd();
}
