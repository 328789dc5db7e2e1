/** The candidate that was most likely meant by a misspelt word; undefined where none comes near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const begun = candidates.filter((candidate) => word.length > 1 && candidate.startsWith(word));
  if (begun.length === 1) return begun[0];
  const limit = Math.max(1, Math.floor(word.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .filter((row) => row.distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** The most likely intended word as a question, after a sentence about an unknown one; empty if none is close. */
export function meantBy(word: unknown, candidates: readonly string[]): string {
  const meant = typeof word === 'string' ? nearest(word, candidates) : undefined;
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}

/**
 * Letters to insert, delete or replace, and neighbours to swap, to make one word of the other.
 * Source: F. J. Damerau, A technique for computer detection and correction of spelling errors, 1964
 */
function distance(from: string, to: string): number {
  let beforeAbove: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const above = row;
    row = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (above[j] ?? 0) + (letter === to[j] ? 0 : 1);
      const isSwapped = i > 0 && j > 0 && letter === to[j - 1] && from[i - 1] === to[j];
      const swapped = isSwapped ? (beforeAbove[j - 1] ?? 0) + 1 : replaced;
      row.push(Math.min(replaced, swapped, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    beforeAbove = above;
  }
  return row[to.length] ?? 0;
}
