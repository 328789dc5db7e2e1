import type { Data } from '../record.ts';

/**
 * How sure a fact is: `said` by a file that is meant to say it, a `convention` that nearly everyone follows, or a
 * `guess`, which is to be asked.
 */
export type Sureness = 'said' | 'convention' | 'guess';

/** Something that is known of a program. */
export interface Fact<T = string> {
  readonly value: T;
  /** Where it comes from: a file, with the line or key if there is one. */
  readonly from: string;
  readonly sure: Sureness;
}

/** Makes a fact. */
export function fact<T>(value: T, from: string, sure: Sureness = 'said'): Fact<T> {
  return { value, from, sure };
}

/** The files of a program, as detection sees them. */
export interface Files {
  /** Paths relative to the program's folder, with forward slashes: sorted, without ignored folders. */
  readonly paths: readonly string[];
  readonly has: (path: string) => boolean;
  /** The text of a file; undefined if there is none, or it isn't text. */
  readonly text: (path: string) => string | undefined;
  /** The text of source without its comments; empty if there is none. */
  readonly code: (path: string) => string;
  /**
   * What a JSON, TOML or YAML file has; undefined if there is no such file.
   *
   * @throws Refusal with the line that can't be parsed.
   */
  readonly data: (path: string) => Data | undefined;
  /** Whether all files were looked at. */
  readonly isWhole: boolean;
}

/** What a rule can use besides the files. */
export interface Hints {
  /** The folder's name, or the name in the manifest. */
  readonly name: string;
  /** What the repository's own Dockerfile says, if it has one. */
  readonly dockerfile: DockerfileHints | undefined;
  /** The entry, once it is known. */
  readonly entry?: string | undefined;
}

export interface DockerfileHints {
  readonly path: string;
  /** Images that its stages start from, without a registry's address. */
  readonly images: readonly string[];
  /** The instructions RUN, joined. */
  readonly runs: readonly string[];
  /** The words that start the program: ENTRYPOINT and CMD. */
  readonly command: readonly string[];
  /** The last WORKDIR. */
  readonly workdir: string;
  /** Ports in EXPOSE. */
  readonly ports: readonly number[];
}

/** One way to find a fact; undefined if it doesn't apply. */
export type Rule<T = string> = (files: Files, hints: Hints) => Fact<T> | undefined;

/** How a program in a language is recognised. In each list, the first rule that applies counts. */
export interface Detection {
  /** Names of files that show the language. */
  readonly manifests: readonly string[];
  /** Whether a manifest of the language often stands next to another language's, and is not the program then. */
  readonly isOftenAside?: boolean;
  /** Names of images that such programs are built in or run on. */
  readonly images: RegExp;
  /** The entry in the form that it is answered, if a rule finds only a part of it. */
  readonly started?: (entry: Fact, files: Files) => Fact;
  /** The name that its code is imported by, if the language has such names. */
  readonly module?: (files: Files) => string | undefined;
  /** The script of the manifest that builds it. */
  readonly build?: readonly Rule[];
  /** Packages whose install scripts it needs. */
  readonly scripts?: (files: Files) => readonly string[];
  /** The newest version of the language that its locked dependencies are made for, if they say so. */
  readonly newest?: (files: Files) => Fact | undefined;
  /** Which of the top-level paths the image has as they are, given the entry and the build script. */
  readonly assets: (included: readonly string[], entry: string, build: string) => readonly string[];
  /** Why a manifest can't be used, as a sentence; undefined if it can. */
  readonly fault?: (files: Files) => string | undefined;
  /** Folders below this one that hold a program each; undefined if the program is here. */
  readonly members?: (files: Files) => readonly string[] | undefined;
  /** What installs the dependencies. None applies without a lock file. */
  readonly manager: readonly Rule[];
  /** Names of lock files, for the message if none is there. */
  readonly locks: readonly string[];
  readonly version: readonly Rule[];
  readonly entry: readonly Rule[];
  /** Whether it listens (`http`) or not (`worker`). */
  readonly kind: readonly Rule[];
  /** Where it listens, by its code or its framework. */
  readonly port: readonly Rule<number>[];
  /** Where it is asked for its health, if its framework has a path for it. */
  readonly probe?: readonly Rule[];
  /** A change that is needed first, as a sentence; undefined if none is. */
  readonly obstacles?: readonly ((files: Files) => string | undefined)[];
  /** Names of its direct dependencies. */
  readonly dependencies: (files: Files) => readonly string[];
  /** Dependencies that may need a service, by their names. */
  readonly drivers: readonly Driver[];
  /** Parts that are compiled or downloaded while they are installed. */
  readonly native: (files: Files) => readonly Fact[];
}

/** Dependencies that talk to a service. */
export interface Driver {
  readonly service: string;
  readonly names: RegExp;
}
