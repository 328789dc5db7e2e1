import { diff3Merge } from 'node-diff3';
import type { Merge } from './reconcile.ts';

/**
 * Merges line by line, as git does: a line that only one side changed is that side's, and lines that both
 * changed alike are taken once. A copy with CRLF keeps it.
 */
export const merge: Merge = (before, after, current) => {
  const isCrlf = current.includes('\r\n') && !/(?<!\r)\n/.test(current);
  const edited = isCrlf ? current.replaceAll('\r\n', '\n') : current;
  const [mine, base, theirs] = [edited, before, after].map((text) => text.split('\n'));
  const regions = diff3Merge(mine ?? [], base ?? [], theirs ?? []);
  const lines = regions.flatMap(({ ok, conflict }) => ok ?? marked(conflict));
  return {
    text: lines.join(isCrlf ? '\r\n' : '\n'),
    isClean: regions.every(({ ok }) => ok !== undefined),
  };
};

/** Both sides of a conflict, between the markers that git uses. */
function marked(conflict: { readonly a: string[]; readonly b: string[] } | undefined): string[] {
  const { a = [], b = [] } = conflict ?? {};
  return ['<<<<<<< yours', ...a, '=======', ...b, '>>>>>>> generator'];
}
