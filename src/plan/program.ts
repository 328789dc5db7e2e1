import { quoteShell } from '../hardening/quote.ts';
import type { Adoption, Program } from '../languages/language.ts';

/** An existing program, as templates need it: words of a shell are quoted. */
export interface PlannedProgram {
  readonly manager: string;
  readonly entry: string;
  readonly build: string;
  /** Files and folders that say what its dependencies are. */
  readonly manifests: readonly string[];
  /** Words of a shell. */
  readonly assets: readonly string[];
  /** Install scripts that may run, separated by commas. */
  readonly scripts: string;
  /** Lines of packages.txt. */
  readonly packages: readonly string[];
}

/** What installs the compilers that install scripts call. */
const compilers = ['build g++', 'build make', 'build python3'] as const;

const withoutSlash = (path: string) => path.replace(/\/$/, '');

/** What the templates have to know of a program. Pure. */
export function planProgram(
  program: Program,
  { manifests, packages = [] }: Adoption,
): PlannedProgram {
  const { manager, entry, build, include, assets, scripts } = program;
  return {
    manifests: include.filter((path) => manifests.test(path)).map(withoutSlash),
    manager,
    entry,
    build,
    assets: assets.map((path) => quoteShell(withoutSlash(path))),
    scripts: scripts.join(','),
    packages: [...packages, ...(scripts.length > 0 ? compilers : [])],
  };
}
