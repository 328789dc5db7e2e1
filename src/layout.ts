/** A term and what is said of it, in two columns. */
export interface Row {
  readonly term: string;
  readonly text: string;
}

/** Columns that text may take on a terminal, or on one of the usual size. */
export function columnsOf(output: object): number {
  const { columns } = output as { readonly columns?: number };
  return Math.min(Math.max(columns || 80, narrowest), widest) - 1;
}

const narrowest = 40;
const widest = 100;

/** A second column that is narrower is hard to read: its text goes below the term. */
const narrowestText = 28;

/** The lines of rows whose texts begin in one column, or below their terms where that leaves no room. */
export function linesOf(
  rows: readonly Row[],
  columns: number,
  column = columnOf(rows),
): readonly string[] {
  const room = columns - column - '    '.length;
  if (room < narrowestText)
    return rows.flatMap(({ term, text }) => [
      `  ${term}`,
      ...wrap(text, columns - '      '.length).map((line) => `      ${line}`),
    ]);
  return rows.flatMap(({ term, text }) => {
    const [first = '', ...rest] = wrap(text, room);
    return [
      `  ${term.padEnd(column)}  ${first}`.trimEnd(),
      ...rest.map((line) => `    ${' '.repeat(column)}${line}`),
    ];
  });
}

/** Width of the first column of rows. */
export function columnOf(rows: readonly Row[]): number {
  return Math.max(0, ...rows.map(({ term }) => term.length));
}

/** A text in lines that are no longer than so many columns, unless a word is. */
export function wrap(text: string, columns: number): string[] {
  const wrapped: string[] = [];
  for (const word of text.split(' ')) {
    const line = wrapped.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns)
      wrapped[wrapped.length - 1] = `${line} ${word}`;
    else wrapped.push(word);
  }
  return wrapped;
}
