import rows from './programs.json' with { type: 'json' };
import { mirrored } from './reference.ts';

/** An image of a program that pipelines run, and where its version is published. */
export interface Program {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  readonly source: string;
}

export type ProgramId = keyof typeof rows;

/** The programs that this generator knows; the data is src/images/programs.json. */
export const programs: Readonly<Record<ProgramId, Program>> = rows;

/** The full name of a program's image, by tag and digest. A mirror replaces its registry. */
export function programReference({ repository, tag, digest }: Program, mirror: string): string {
  return `${mirrored(repository, mirror)}:${tag}@${digest}`;
}

const localTools = ['hadolint', 'shellcheck', 'grype', 'syft'] as const satisfies ProgramId[];

/** Variables of the shell that name the images of the tools that a developer runs. */
export function toolImages(mirror: string): readonly { name: string; reference: string }[] {
  return localTools.map((id) => ({
    name: `${id.toUpperCase()}_IMAGE`,
    reference: programReference(programs[id], mirror),
  }));
}
