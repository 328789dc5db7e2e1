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

/** A program that exists, by its answers. */
export interface Program {
  readonly name: string;
  readonly languageVersion: string;
  readonly kind: KindId;
  readonly port: number;
  /** What installs its dependencies. */
  readonly manager: string;
  /** What is started, in the form that its language takes. */
  readonly entry: string;
  /** Words that it is started with. */
  readonly arguments: readonly string[];
  /** Script of its manifest that builds it; empty if there is none. */
  readonly build: string;
  /** Files and folders that the build sees; a folder ends with a slash. */
  readonly include: readonly string[];
  /** The ones that are in the image as they are. */
  readonly assets: readonly string[];
  /** Packages whose install scripts may run. */
  readonly scripts: readonly string[];
  /** Path that is asked for its health. */
  readonly probe: string;
  /** In MiB. */
  readonly memory: number;
}

/** What an existing program has instead of what a sample has. */
export type Fitted = Pick<Language, 'partials' | 'entrypoint' | 'executables' | 'sizeBudget'> &
  Partial<
    Pick<Language, 'environment' | 'probe' | 'cLibrary' | 'needsInit' | 'repeatableFlags'>
  > & {
    /** Scripts that the build runs. */
    readonly files: readonly LanguageFile[];
  };

/** How a language takes in programs that this generator didn't write. */
export interface Adoption {
  /** What can install the dependencies. */
  readonly managers: readonly {
    readonly id: string;
    readonly title: string;
    readonly why: string;
  }[];
  readonly entry: {
    readonly pattern: RegExp;
    /** What is allowed, as the end of a sentence: "use …". */
    readonly allowed: string;
    readonly default: string;
  };
  /** Files and folders that say what its dependencies are. */
  readonly manifests: RegExp;
  /** Whether a script of the manifest can build it. */
  readonly hasBuildScript?: true;
  /** Whether packages have scripts that run while they are installed. */
  readonly hasInstallScripts?: true;
  /** Memory that a program gets if nothing else is said, in MiB. */
  readonly memoryMiB: number;
  /** Why compiled parts of packages can't be built, as the end of a sentence; absent if they can. */
  readonly lacksNative?: string;
  /** Seconds that a program may take to answer for the first time. */
  readonly startSeconds: number;
  /** Lines of packages.txt that most programs need. */
  readonly packages?: readonly string[];
  readonly fit: (program: Program) => Fitted;
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
    /** Absent for an adopted program, whose tests run as they did before. */
    readonly test?: string;
    readonly dependencies?: string;
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
  /** Words that ask the program for its health; its entry point with `healthcheck` if absent. */
  readonly probe?: readonly string[];
  /** Whether signals only reach it by way of an init: process 1 ignores the ones that it doesn't handle. */
  readonly needsInit?: boolean;
  /** Seconds that the program may take to answer for the first time; absent for less than ten. */
  readonly startSeconds?: number;
  /** Folder in the image that the program starts in; absent if that makes no difference. */
  readonly workingFolder?: string;
  /** Variables of the image that its runtime needs; absent where it needs none. */
  readonly environment?: readonly {
    readonly why: string;
    readonly name: string;
    readonly value: string;
  }[];
  /** Absolute paths in the image that may carry an executable bit: no others do. */
  readonly executables: readonly string[];
  /** The one of them that runs any code that it is given; absent if there is none. */
  readonly interpreter?: string;
  /** Exit codes of the program when it is stopped by SIGTERM. */
  readonly stopExitCodes: readonly number[];
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
  /** How it takes in programs that exist. */
  readonly adoption: Adoption;
  /** Its files, given the module where it has one. */
  readonly files: (kind: KindId, module: string) => readonly LanguageFile[];
}
