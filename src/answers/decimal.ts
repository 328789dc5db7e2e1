/** A pattern of the decimal numbers from one to another, neither below 0; zeros may stand before them. */
export function decimalPattern(minimum: number, maximum: number): string {
  const ranges: string[] = [];
  for (let length = String(minimum).length; length <= String(maximum).length; length++) {
    const from = Math.max(minimum, length === 1 ? 0 : 10 ** (length - 1));
    const to = Math.min(maximum, 10 ** length - 1);
    ranges.push(between(String(from), String(to)));
  }
  return `0*(?:${ranges.join('|')})`;
}

/** A pattern of the numbers between two that have the same count of digits. */
function between(from: string, to: string): string {
  const [low = '', high = ''] = [from[0], to[0]];
  if (low === '') return '';
  const [lowRest, highRest] = [from.slice(1), to.slice(1)];
  if (low === high) return low + between(lowRest, highRest);
  const middle = Number(high) - Number(low) > 1 ? [`[${Number(low) + 1}-${Number(high) - 1}]`] : [];
  return `(?:${[
    low + between(lowRest, '9'.repeat(lowRest.length)),
    ...middle.map((digit) => digit + '[0-9]'.repeat(lowRest.length)),
    high + between('0'.repeat(highRest.length), highRest),
  ].join('|')})`;
}
