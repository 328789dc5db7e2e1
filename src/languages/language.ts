import type { BaseId } from '../images/bases.ts';
import type { CatalogId } from '../images/catalog.ts';
import type { KindId } from './kinds.ts';

/** A file that a language brings: where its template is, and where it lands. */
export interface LanguageFile {
  readonly template: string;
  readonly path: string;
}

/** Everything the rest of the generator knows of a language. */
export interface Language {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** Catalog entry of the toolchain image; its versions are the language's versions. */
  readonly toolchain: CatalogId;
  readonly bases: readonly BaseId[];
  /** Partials of the Dockerfile, relative to templates/: compile, test, and compile as a beginner would (for the tour). */
  readonly partials: { readonly build: string; readonly test: string; readonly naive: string };
  /** Folder that the partials mount the source in, and what they pass for a repeatable build. */
  readonly buildFlags: { readonly always: string; readonly repeatable: string };
  readonly entrypoint: readonly string[];
  /** Absolute paths in the image that may carry an executable bit: no others do. */
  readonly executables: readonly string[];
  /** Exit code of the program when it is stopped by SIGTERM. */
  readonly stopExitCode: number;
  /** Memory limit of the container in MiB, and how the runtime is told of it. */
  readonly memory: {
    readonly limitMiB: number;
    readonly variable: string;
    readonly value: (limitMiB: number) => string;
  };
  /** Bytes that the language's own files may take, added to what its base may take. */
  readonly sizeBudget: number;
  /** Lines of .dockerignore that let the build context's files in. */
  readonly context: readonly string[];
  /** Lines of .gitignore. */
  readonly gitignore: readonly string[];
  /** Where a name of its own is needed to import the code by: its default, and what is legal. */
  readonly module: {
    readonly title: string;
    readonly pattern: RegExp;
    readonly allowed: string;
    readonly defaultFor: (name: string) => string;
  };
  readonly files: (kind: KindId) => readonly LanguageFile[];
}
