import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A chapter of docs/benchmarks.md. */
export interface Chapter {
  readonly intro: readonly string[];
  readonly machine: string;
  readonly bases: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly outro: readonly string[];
}

const page = new URL('../docs/benchmarks.md', import.meta.url);

/** Prints a chapter, and puts it in the place of the one with the same id. */
export function writeChapter(id: string, title: string, chapter: Chapter): void {
  const text = layOut(title, chapter);
  console.log(text);
  const [begin, end] = [`<!-- begin ${id} -->`, `<!-- end ${id} -->`];
  const old = existsSync(page) ? readFileSync(page, 'utf8') : '# Benchmarks\n';
  const block = `${begin}\n${text}\n${end}`;
  const place = new RegExp(`${begin}[\\s\\S]*${end}`);
  writeFileSync(page, place.test(old) ? old.replace(place, () => block) : `${old}\n${block}\n`);
}

function layOut(title: string, { intro, machine, bases, head, rows, outro }: Chapter): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const today = new Date().toISOString().slice(0, 10);
  return [
    `## ${title}`,
    '',
    ...intro,
    '',
    `Measured on ${today}: ${machine}. Bases: ${bases}.`,
    '',
    row(head),
    row(head.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(row),
    '',
    ...outro,
  ].join('\n');
}
