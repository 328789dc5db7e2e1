import type { Answers } from '../answers/parse.ts';
import { quoteShell } from '../hardening/quote.ts';
import { pathsOf } from './paths.ts';

/** Where a project was written. */
export interface Situation {
  /** Its folder, relative to the current one; empty if that is the same. */
  readonly place: string;
  readonly isNew: boolean;
  readonly isInRepository: boolean;
}

/** The commands to run once a project is written, one each: any shell takes them as they are. */
export function nextSteps({ extras, source }: Answers, situation: Situation): string[] {
  const { place, isNew, isInRepository } = situation;
  const { make } = pathsOf[source];
  return [
    ...(place ? [`cd ${word(place)}`] : []),
    // Labels of the image name the commit that it was built from.
    ...(isNew && !isInRepository && source === 'sample'
      ? ['git init', 'git add .', 'git commit -m "New service"']
      : []),
    `${make} build`,
    `${make} verify`,
    `${make} run`,
    ...(extras?.includes('tour') ? ['make tour'] : []),
  ];
}

/** The command that undoes a run in an existing project. It also puts aside the edits of its user: git stash pop restores both. */
export function undoOf({ place, isNew, isInRepository }: Situation): string | undefined {
  if (isNew || !isInRepository) return undefined;
  const at = place ? `-C ${word(place)} ` : '';
  return `git ${at}stash push --include-untracked -- .`;
}

/** A path as a word of a shell. */
function word(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : quoteShell(path);
}

/** What these commands do. */
export function meaningOfSteps({ kind, port, extras, source }: Answers): string[] {
  const { make } = pathsOf[source];
  const running = kind === 'http' ? `serves http://127.0.0.1:${port}` : 'runs it until Ctrl-C';
  return [
    `${make} build builds the image, and ${make} verify proves each hardening option on it.`,
    `${make} run ${running}. ${make} help lists all targets.`,
    ...(extras?.includes('tour') ? ['make tour compares it with three naive images.'] : []),
  ];
}
