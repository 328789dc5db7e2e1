/** Columns that a line may take: one less than the terminals that there are. */
export const width = 79;

/** A term and what is said of it, in two columns. */
export interface Row {
  readonly term: string;
  readonly text: string;
}

/** The lines of rows whose texts begin in one column. */
export function linesOf(rows: readonly Row[], column = columnOf(rows)): string[] {
  return rows.flatMap(({ term, text }) => {
    const [first = '', ...rest] = wrap(text, width - column - '    '.length);
    return [
      `  ${term.padEnd(column)}  ${first}`.trimEnd(),
      ...rest.map((line) => `    ${' '.repeat(column)}${line}`),
    ];
  });
}

/** Width of the first column of rows. */
export function columnOf(rows: readonly Row[]): number {
  return Math.max(...rows.map(({ term }) => term.length));
}

/** A clause as a sentence. */
export function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

/** A text in lines that are no longer than so many columns, unless a word is. */
export function wrap(text: string, columns = width): string[] {
  const wrapped: string[] = [];
  for (const word of text.split(' ')) {
    const line = wrapped.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns)
      wrapped[wrapped.length - 1] = `${line} ${word}`;
    else wrapped.push(word);
  }
  return wrapped;
}
