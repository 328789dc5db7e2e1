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
