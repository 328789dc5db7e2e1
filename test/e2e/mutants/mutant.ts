import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawAnswers } from '../../../src/answers/parse.ts';

/** A change to a rendered project, given by its folder. */
export type Edit = (folder: string) => void;

/** A project that is broken in just one way, and the check that has to notice. */
export interface Mutant {
  /** Id of the check that it has to be noticed by. */
  readonly check: string;
  /** What was done to the project. */
  readonly title: string;
  /** What the project is made from; a worker on scratch unless said. */
  readonly answers?: RawAnswers;
  readonly edits: readonly Edit[];
  /** Whether the image changes; else the image of the unbroken project is looked at. */
  readonly isBuilt: boolean;
  /** What the check says: it has to fail for this very reason. */
  readonly says: RegExp;
  /** Other checks that rightly fail, each with the reason. */
  readonly alsoFails?: Readonly<Record<string, string>>;
  /**
   * Runs for every language, because it breaks the language's own source: in CI, or only with MUTANTS=all if the
   * check is proved by another language. The other mutants run for the first language only.
   */
  readonly isForAll?: 'in CI' | 'on demand';
  /** Only this check is run: what was broken leaves the others nothing to look at. */
  readonly isAlone?: true;
}

/** Writes something else into a file; it is an error where that changes nothing. */
export function replacing(path: string, from: string | RegExp, to: string): Edit {
  return (folder) => {
    const before = readFileSync(join(folder, path), 'utf8');
    const after = before.replace(from, () => to);
    assert.notEqual(after, before, `${path} has no ${from}`);
    writeFileSync(join(folder, path), after);
  };
}

export function adding(path: string, text: string): Edit {
  return (folder) => writeFileSync(join(folder, path), text, { flag: 'a' });
}

export function removing(path: string): Edit {
  return (folder) => rmSync(join(folder, path));
}

/** Adds to /rootfs, as a line of its stage, after all that seals it. */
export function assembling(text: string): Edit {
  return replacing('Dockerfile', '\n# ---- build:', `\nRUN ${text}\n\n# ---- build:`);
}

/** Adds to /service, as a line of its stage, after all that seals it. */
export function compiling(text: string): Edit {
  return replacing('Dockerfile', '\n# ---- test:', `\nRUN ${text}\n\n# ---- test:`);
}

/** Adds instructions to the final stage, after the files. */
export function finishing(text: string): Edit {
  return replacing('Dockerfile', /(?<=^COPY --from=build \S+ \/\n)/m, `${text}\n`);
}

/** A flag of run.flags that is taken out, or put in another's place. */
export function flag(from: string | RegExp, to = ''): Edit {
  return replacing('hardening/run.flags', from, to);
}

export function addingFlag(text: string): Edit {
  return adding('hardening/run.flags', `${text}\n`);
}

export const http: RawAnswers = { kind: 'http' };
