import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf } from '../command.ts';
import { machineSettings } from '../machine.ts';
import { adding, type Edit, replacing } from '../mutants/mutant.ts';
import type { Project } from '../project.ts';

/** A command that a generated page has, and what the team runs instead, such as with another package. */
export interface Command {
  /** As the page has it; a line that ends with a backslash goes on in the next one. */
  readonly documented: string;
  readonly run: string;
}

/** Pages of a generated project that describe how it changes. */
const pages = ['README.md', 'hardening/docs/dependencies.md', 'hardening/docs/building.md'];

/** Adds the files of an overlay, then takes the steps that the generated pages describe. */
export async function evolve(
  { folder }: Project,
  overlay: string,
  steps: readonly Edit[],
  commands: readonly Command[],
): Promise<void> {
  const source = fileURLToPath(new URL(`./${overlay}/`, import.meta.url));
  cpSync(source, folder, { recursive: true });
  for (const step of steps) step(folder);
  const text = pages.map((page) => readFileSync(join(folder, page), 'utf8')).join('\n');
  for (const { documented, run } of commands) {
    assert.ok(text.includes(documented), `no page of the project has the command: ${documented}`);
    await outputOf('sh', ['-euc', run], { cwd: folder, env: machineSettings() });
  }
}

/** Lets files into the build: lines of .dockerignore, with hidden files after the rule against them. */
export function lettingIn(...patterns: readonly string[]): Edit {
  return (folder) => {
    const file = join(folder, '.dockerignore');
    const isHidden = (pattern: string) => pattern.split('/').some((name) => name.startsWith('.'));
    const linesOf = (chosen: readonly string[]) =>
      chosen.map((pattern) => `!${pattern}\n`).join('');
    const before = readFileSync(file, 'utf8');
    const after = before
      .replace(/^\*\n/m, (rule) => rule + linesOf(patterns.filter((one) => !isHidden(one))))
      .replace(/^\*\*\/\.\*\/\*\*\n/m, (rule) => rule + linesOf(patterns.filter(isHidden)));
    writeFileSync(file, after);
  };
}

/** Copies a folder into the image, at the beginning of the stage `build`. */
export function copying(from: string, to: string): Edit {
  return replacing('Dockerfile', /(?<=^FROM toolchain AS build\n)/m, `\nCOPY ${from} ${to}\n`);
}

/** Adds run flags, for `make run` and `make verify` alike. */
export function runningWith(...flags: readonly string[]): Edit {
  return adding('hardening/run.flags', `\n${flags.join('\n')}\n`);
}

/** Adds packages of the distribution, such as `image tzdata`. */
export function needing(...lines: readonly string[]): Edit {
  return adding('packages.txt', `${lines.join('\n')}\n`);
}

/** Raises the limit of the image's size. */
export function budgeting(bytes: number): Edit {
  return replacing('hardening/settings.sh', /^SIZE_BUDGET=.*$/m, `SIZE_BUDGET='${bytes}'`);
}
