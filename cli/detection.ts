import { resolve } from 'node:path';
import type { Fact } from '../src/languages/detection.ts';
import { printable } from '../src/printable.ts';
import { exitCodes, Refusal } from '../src/refusal.ts';
import { type Examined, examine, factNames, type Program } from '../src/source/detect.ts';
import type { Style } from '../src/style.ts';
import type { Arguments } from './arguments.ts';
import type { Outcome } from './outcome.ts';

/** The facts about a program, for people and for programs, and what they were found in. */
interface Detected {
  readonly examined: Examined;
  readonly shown: Outcome;
}

/**
 * hardened-container adopt: the facts about a program, with where each comes from and how sure it is.
 *
 * @throws Refusal if the folder has no program, or more than one.
 */
export function showDetection(typed: Arguments, style: Style): Detected {
  for (const [flag, value] of Object.entries({ file: typed.file, threshold: typed.threshold }))
    if (value !== undefined)
      throw new Refusal(`--${flag} is for adopt --grade. Add --grade.`, exitCodes.usage);
  const folder = resolve(typed.operand ?? '.');
  const examined = examine(folder);
  const { program } = examined;
  return { examined, shown: { text: textOf(program, style), data: { folder, ...program } } };
}

/** What a fact of a list is called in a row. */
const titles = { needs: 'may need', native: 'native', secrets: 'secret' } as const;

function textOf(program: Program, style: Style): string {
  const rows = [
    ...factNames.flatMap((name) => rowOf(name, program.facts[name])),
    ...(['needs', 'native', 'secrets'] as const).flatMap((name) =>
      program[name].flatMap((one) => rowOf(titles[name], one)),
    ),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map(([name = '', value = '', sure = '', from = '']) => {
    const mark = sure === 'guess' ? style.strong(sure.padEnd(10)) : sure.padEnd(10);
    return `${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${mark}  ${from}`;
  });
  const missing = factNames.filter((name) => isWanted(name, program) && !program.facts[name]);
  return [
    ...lines,
    ...(missing.length > 0 ? ['', `Not found: ${missing.join(', ')}.`] : []),
    ...program.obstacles.flatMap((obstacle) => ['', `To change first: ${printable(obstacle)}`]),
  ].join('\n');
}

/** A worker has no port and no probe, and many programs need no build script. */
function isWanted(name: (typeof factNames)[number], { facts }: Program): boolean {
  if (name === 'build') return false;
  return facts.kind?.value === 'http' || (name !== 'port' && name !== 'probe');
}

function rowOf(name: string, fact: Fact<string | number> | undefined): string[][] {
  return fact ? [[name, printable(String(fact.value)), fact.sure, printable(fact.from)]] : [];
}
