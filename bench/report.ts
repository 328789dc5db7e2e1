import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { today } from '../src/project/today.ts';

const page = new URL('../docs/benchmarks.md', import.meta.url);

/** How often each is measured, unless BENCH_ROUNDS says otherwise: 1 is a trial, of as little as shows that it runs. */
export function roundsOr(usual: number): number {
  const rounds = Number(process.env.BENCH_ROUNDS ?? usual);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(
      `BENCH_ROUNDS=${process.env.BENCH_ROUNDS} isn't a number of rounds. Use 1 or more.`,
    );
  return rounds;
}

/** Prints a chapter of docs/benchmarks.md, and puts it in the place of the one with the same id. */
export function writeChapter(id: string, title: string, blocks: readonly string[]): void {
  const text = [`## ${title}`, ...blocks].join('\n\n');
  console.log(text);
  const [begin, end] = [`<!-- begin ${id} -->`, `<!-- end ${id} -->`];
  const old = existsSync(page) ? readFileSync(page, 'utf8') : '# Benchmarks\n';
  const block = `${begin}\n${text}\n${end}`;
  const place = new RegExp(`${begin}[\\s\\S]*${end}`);
  writeFileSync(page, place.test(old) ? old.replace(place, () => block) : `${old}\n${block}\n`);
}

/** When and on what it was measured. */
export function measuredOn(software: string): string {
  return `Measured on ${today()}: ${cpus().length} × ${cpus()[0]?.model}, ${software}`;
}

/** A table, of which all columns but the first hold numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(head),
    row(head.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(row),
  ].join('\n');
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
