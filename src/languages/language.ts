import type { BaseId, CLibrary } from '../images/bases.ts';
import type { CatalogId } from '../images/catalog.ts';
import type { KindId } from './kinds.ts';

/** A file of a language: its template, and its path in the project. */
export interface LanguageFile {
  readonly template: string;
  readonly path: string;
}

/** A program as a beginner would put it into an image: what the tour is made of. */
export interface NaiveImage {
  /** Template of the steps that install the toolchain on Ubuntu and make /app, relative to templates/. */
  readonly partial: string;
  /** Words that start the program, given where /app is. */
  readonly start: (app: string) => readonly string[];
  /** Image of the second stage, in the version of the language where it has that one. */
  readonly small: CatalogId;
}

/**
 * Paths of glibc's loader on amd64 and arm64. The kernel starts it to start a dynamic program, so it
 * needs an executable bit.
 */
export const loaders = [
  '/usr/lib64/ld-linux-x86-64.so.2',
  '/usr/lib/ld-linux-aarch64.so.1',
] as const;

/** How what a service depends on is kept up to date. */
export interface Ecosystem {
  /** Its name in dependabot.yml, and the name of Renovate's manager. */
  readonly dependabot: string;
  readonly renovate: string;
  /** Manual steps after an update, as a paragraph of Markdown; absent if there are none. */
  readonly byHand?: string;
}

/** Memory that a service of the language may have. */
export interface Memory {
  readonly limitMiB: number;
  /** How the runtime is told of the limit; absent where it finds out by itself, or takes no notice. */
  readonly told?: { readonly variable: string; readonly value: (limitMiB: number) => string };
}

/** A name of its own that code is imported by. */
export interface ModuleName {
  readonly pattern: RegExp;
  /** What is allowed, as the end of a sentence: "use …". */
  readonly allowed: string;
  readonly defaultFor: (name: string) => string;
  /** Where the source of a module can be read, where its name says that. */
  readonly url?: (module: string) => string;
}

/** A file with credentials for private registries: install steps read it as a secret, and no layer has it. */
export interface BuildSecret {
  readonly id: string;
  /** Variable of the Makefile that names the file. */
  readonly variable: string;
  /** What the file is, as a sentence. */
  readonly why: string;
}

/** Everything the rest of the generator knows of a language. */
export interface Language {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** Catalog entry of the toolchain image; its versions are the language's versions. */
  readonly toolchain: CatalogId;
  readonly bases: readonly BaseId[];
  /**
   * Partials of the Dockerfile, relative to templates/: they complete the toolchain, put what the
   * program needs into /rootfs (each absent where that is nothing), make the program in /service, and
   * test it. `dependencies` is the short chapter of the README on how to add one; the
   * long form is hardening/docs/dependencies.md.ejs in the language's folder.
   */
  readonly partials: {
    readonly toolchain?: string;
    readonly runtime?: string;
    readonly build: string;
    readonly test: string;
    readonly dependencies: string;
  };
  readonly cLibrary: CLibrary;
  readonly secrets?: readonly BuildSecret[];
  /** Whether the toolchain makes programs for other platforms than the one that it runs on. */
  readonly crossCompiles: boolean;
  /** Variables that say where dependencies come from: handed to the build where they are set. */
  readonly sourceVariables: readonly string[];
  /** Absent where all that it depends on comes with its toolchain's distribution. */
  readonly ecosystem?: Ecosystem;
  /** What the build partial passes for a repeatable build, as `buildFlags`; empty where nothing is needed. */
  readonly repeatableFlags: string;
  readonly entrypoint: readonly string[];
  /** Variables of the image that its runtime needs; absent where it needs none. */
  readonly environment?: readonly {
    readonly why: string;
    readonly name: string;
    readonly value: string;
  }[];
  /** Absolute paths in the image that may carry an executable bit: no others do. */
  readonly executables: readonly string[];
  /** Exit code of the program when it is stopped by SIGTERM. */
  readonly stopExitCode: number;
  readonly memory: Memory;
  /** Bytes that the language's own files may take, added to what its base may take. */
  readonly sizeBudget: number;
  /** Lines of .dockerignore that let the build context's files in. */
  readonly context: readonly string[];
  /** Lines of .gitignore. */
  readonly gitignore: readonly string[];
  /** Absent where the code of a service needs no such name. */
  readonly module?: ModuleName;
  /** A service's name as the language takes it in code; absent where it takes every name. */
  readonly identifierFor?: (name: string) => string;
  /** What its templates have to know of a version, as `facts`; absent where all are alike to them. */
  readonly factsOf?: (version: string) => Readonly<Record<string, boolean>>;
  readonly naive: NaiveImage;
  /** Its files, given the module where it has one. */
  readonly files: (kind: KindId, module: string) => readonly LanguageFile[];
}
