import type { Kind } from '../languages/kinds.ts';

/** A file of an extra. Its template is in templates/_extras/ID/ under the generated path, plus .ejs. */
export interface ExtraFile {
  /** Relative to templates/. */
  readonly template: string;
  /** Relative to the project, with forward slashes. */
  readonly path: string;
}

/** A target of the Makefile. */
export interface MakeTarget {
  readonly name: string;
  /** What it does, for the README's table of commands: lower case, no full stop. */
  readonly why: string;
  /** Template of its rule, relative to templates/. */
  readonly rule: string;
}

/** A row of the README's table of files. */
export interface Contents {
  readonly paths: readonly string[];
  readonly what: string;
}

/** What decides which files an extra has. */
export interface Purpose {
  readonly kind: Kind;
  /** Folder whose contents outlive the container; empty where nothing is kept. */
  readonly data: string;
}

/** An addition to a project, such as a pipeline or manifests. */
export interface Extra {
  readonly id: string;
  readonly title: string;
  /** One line for prompts: its benefit. */
  readonly why: string;
  /** The sub-generator and sub-command that adds it to an existing project. */
  readonly door?: DoorId;
  /** Whether its door adds it where nothing is said. */
  readonly isUsual?: true;
  /** Templates of its files, relative to templates/_extras/ID/. */
  readonly files: (purpose: Purpose) => readonly string[];
  readonly contents: readonly Contents[];
  readonly targets?: readonly Omit<MakeTarget, 'rule'>[];
  /** Whether it only works from the root of a repository: nothing reads its files in a subfolder. */
  readonly isAtRoot?: true;
  /** Whether it needs the files of a sample, and a program that exists can't have it. */
  readonly isOfSample?: true;
  /** A line near the top of the README, for what a reader should see first. */
  readonly lead?: string;
}

/** What sub-generators and sub-commands add to a project: its pipeline, or its deployment files. */
export const doors = {
  ci: 'pipelines, dependency updates, a Bake file',
  deploy: 'Compose, Kubernetes',
} as const;

export type DoorId = keyof typeof doors;

/** An extra's files and its page, for a service. */
export function filesOf(extra: Extra, purpose: Purpose): readonly ExtraFile[] {
  const { id, files } = extra;
  return [...files(purpose), `${pageOf(extra)}.ejs`].map((template) => ({
    template: `_extras/${id}/${template}`,
    path: template.replace(/\.ejs$/, ''),
  }));
}

/**
 * The part of the Makefile that an extra or an option has: the rule of each target is _NAME.mk in its
 * folder.
 *
 * @param folder of all extras or of all options, relative to templates/
 */
export function targetsOf(
  { id, targets = [] }: Pick<Extra, 'id' | 'targets'>,
  folder: string,
): readonly MakeTarget[] {
  return targets.map((target) => ({ ...target, rule: `${folder}/${id}/_${target.name}.mk` }));
}

/** The extra's own page: how to use what it adds. */
export function pageOf({ id }: Pick<Extra, 'id'>): string {
  return `hardening/docs/${id}.md`;
}
