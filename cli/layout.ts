import {
  columnOf,
  columnsOf,
  linesOf as linesIn,
  type Row,
  wrap as wrapIn,
} from '../src/layout.ts';

export { columnOf, type Row };

/** Columns that a line of the output may take. */
export const width = columnsOf(process.stdout);

/** The lines of rows whose texts begin in one column. */
export function linesOf(rows: readonly Row[], column = columnOf(rows)): readonly string[] {
  return linesIn(rows, width, column);
}

/** A clause as a sentence. */
export function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

/** A text in lines that are no longer than so many columns, unless a word is. */
export function wrap(text: string, columns = width): string[] {
  return wrapIn(text, columns);
}
