import { join } from 'node:path';
import type { ComparedFile } from '../../src/project/compare.ts';
import type { ComparedService } from '../../src/project/service.ts';

/** Absolute paths of edited files that stay unchanged. */
export type Kept = ReadonlySet<string>;

/** A file that has been written, or would be. */
export interface WrittenFile {
  readonly path: string;
  readonly status: string;
  /** What would change in it. */
  readonly diff?: string;
}

/** What is told of files. */
export interface WrittenFiles {
  /** How many there are of each status. */
  readonly counts: Readonly<Record<string, number>>;
  /** The files, where they are told one by one. */
  readonly files: readonly WrittenFile[];
}

/**
 * What is told of files; differences are worked out where they are shown.
 *
 * @param place their folder, from the current one
 */
export async function describeFiles(
  { files, own = [], obsolete }: ComparedService,
  place: string,
  kept: Kept,
  { isDryRun, isTold }: { readonly isDryRun: boolean; readonly isTold: boolean },
): Promise<WrittenFiles> {
  const counts: Record<string, number> = {};
  const rows: WrittenFile[] = [];
  const count = (status: string) => {
    counts[status] = (counts[status] ?? 0) + 1;
    return isTold;
  };
  const describe = async (file: ComparedFile, status: string, isShown: boolean) => {
    if (!count(status)) return;
    const diff =
      isShown &&
      (await import('../../src/project/difference.ts')).difference(file, join(place, file.path));
    rows.push({ path: file.path, status, ...(diff && { diff }) });
  };
  for (const file of files) {
    const status = kept.has(file.target) ? 'keep' : file.status;
    await describe(file, status, isDryRun && status === 'change');
  }
  for (const file of own) await describe(file, 'keep', isDryRun);
  for (const { path } of obsolete.removable)
    if (count('remove')) rows.push({ path, status: 'remove' });
  return { counts, files: rows };
}
