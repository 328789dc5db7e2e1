import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adding, type Edit, replacing } from '../mutants/mutant.ts';
import type { Project } from '../project.ts';

/** Adds the files of an overlay, then applies the steps that the generated README describes. */
export function evolve({ folder }: Project, overlay: string, steps: readonly Edit[] = []): void {
  const source = fileURLToPath(new URL(`./${overlay}/`, import.meta.url));
  cpSync(source, folder, { recursive: true });
  for (const step of steps) step(folder);
}

/** Lets files into the build: lines of .dockerignore, with hidden files after the rule against them. */
export function lettingIn(...patterns: readonly string[]): Edit {
  return (folder) => {
    const file = join(folder, '.dockerignore');
    const isHidden = (pattern: string) => pattern.split('/').some((name) => name.startsWith('.'));
    const linesOf = (chosen: readonly string[]) =>
      chosen.map((pattern) => `!${pattern}\n`).join('');
    const before = readFileSync(file, 'utf8');
    const visible = linesOf(patterns.filter((pattern) => !isHidden(pattern)));
    const after = before.replace(/^\*\n/m, (rule) => rule + visible);
    writeFileSync(file, after + linesOf(patterns.filter(isHidden)));
  };
}

/** Adds run flags, for `make run` and `make verify` alike. */
export function runningWith(...flags: readonly string[]): Edit {
  return adding('hardening/run.flags', `\n${flags.join('\n')}\n`);
}

/** Adds a step at the end of the build stage, right before the files are sealed. */
export function copyingIntoService(from: string, to: string): Edit {
  return replacing(
    'Dockerfile',
    /^(WORKDIR \/src\/service\n)/m,
    `COPY ${from} /service${to}\n\nWORKDIR /src/service\n`,
  );
}
