import type { RawAnswers } from '../answers/parse.ts';
import { readWritten, type Written } from '../answers/stored.ts';
import type { Digests } from '../images/reference.ts';
import { once } from '../memo.ts';
import type { PlannedFile } from '../plan/plan.ts';
import { renderFile } from '../plan/render.ts';
import { version } from '../version.ts';
import { baseOf, pack } from './bases.ts';
import { type ComparedFile, hasContents, listed, type ProjectFile } from './compare.ts';
import type { Destination } from './destination.ts';
import { readText, statOf } from './folder.ts';
import { filesOf, killedAnswers } from './obsolete.ts';
import { blobId, idOfAnswers, idsOf, isAsWritten, killedRecords } from './written.ts';

/** Merges the change between two versions of a text into an edited copy. */
export type Merge = (before: string, after: string, current: string) => Merged;

/** A merged text. Where both changed the same lines, it has both between markers. */
export interface Merged {
  readonly text: string;
  readonly isClean: boolean;
}

/** What becomes of a file if both changed the same lines: it gets markers, or the merge is written next to it. */
export type OnConflict = 'markers' | 'file';

/** What is done with an existing project. */
export interface Reconciling {
  readonly destination: Destination;
  readonly digests: Digests;
  /** What killed runs have left: see killedTexts. */
  readonly killed: readonly string[];
  /** Without it, edited files conflict. */
  readonly merge?: Merge | undefined;
  /** Whether deleted files are written again. */
  readonly restores?: boolean | undefined;
  /** Whether conflicting files are overwritten. */
  readonly isForced?: boolean | undefined;
  /** If it is undefined, the file conflicts and nothing is written. */
  readonly onConflict?: OnConflict | undefined;
}

/** What becomes of the files of an existing project. */
export interface Reconciled {
  /** The files to write, and the files that are as they should be. */
  readonly files: readonly ComparedFile[];
  /** Source of the user that these answers would change. */
  readonly own: readonly ComparedFile[];
  /** Files with conflicts that are for the user to resolve. */
  readonly unresolved: readonly ComparedFile[];
  /** What is known of the files afterwards. A file that was left alone keeps its id. */
  readonly record: Pick<Written, 'files' | 'bases'>;
  readonly notices: readonly string[];
}

/** What becomes of a file, and what the record keeps of it. */
interface Fate {
  readonly file: ComparedFile;
  /** What is written in place of the file. */
  readonly written?: ComparedFile;
  /**
   * `deleted` files stay deleted, `own` source was edited and is the user's, and a `stale` file has never
   * been recorded and differs from what these answers gave before.
   */
  readonly kept?: 'deleted' | 'own' | 'stale';
  /** Whether both changed the same lines, and the file now has both. */
  readonly isUnresolved?: boolean;
  readonly id?: string | undefined;
  /** The unedited text, packed, if the file has edits and git may not have it. */
  readonly base?: string;
}

/**
 * Decides about each file of an existing project:
 * - Files that nobody has edited are replaced.
 * - Changes are merged into edited files. If both changed the same lines, the file conflicts.
 * - Deleted files stay deleted.
 * - The sample's source is the user's once it was edited. It is never touched then.
 */
export function reconcile(planned: readonly ComparedFile[], how: Reconciling): Reconciled {
  const known = knownOf(how);
  const fates = planned.map((file) => fateOf(file, known, how));
  const of = (wanted: NonNullable<Fate['kept']>) =>
    fates.filter(({ kept }) => kept === wanted).map(({ file }) => file);
  const valuesOf = (key: 'id' | 'base') =>
    fates.flatMap(({ file, [key]: value }) => (value === undefined ? [] : [[file.path, value]]));
  const bases = Object.fromEntries(valuesOf('base'));
  const own = of('own').filter(({ path, contents }) => known.earlier(path) !== contents);
  const writtenBy = ({ file, written = file }: Fate) => written;
  const unresolved = fates.filter(({ isUnresolved }) => isUnresolved).map(writtenBy);
  return {
    files: fates.filter(({ kept }) => kept === undefined).map(writtenBy),
    own,
    unresolved,
    record: {
      files: Object.fromEntries(valuesOf('id')),
      ...(Object.keys(bases).length > 0 && { bases }),
    },
    notices: [
      ...noticeOfDeleted(of('deleted').filter(({ group }) => group !== 'source')),
      ...noticeOfOwn(own),
      ...noticeOfStale(of('stale')),
      ...noticeOfUnresolved(unresolved),
    ],
  };
}

/** What is known of a project before it is written again. */
interface Known {
  /** Its own record; for a project without one, what this version writes for its answers. */
  readonly own: Written;
  readonly isRecorded: boolean;
  /** Whether this version wrote it, for the stored answers: then only the digests of images may be others. */
  readonly isOfThisVersion: boolean;
  /** Its own, and the records of runs that were killed. */
  readonly records: readonly Written[];
  /** What this version would have written for the stored answers. */
  readonly earlier: (path: string) => string | undefined;
  /** Every text that this version can make again of a path: for the stored answers, and for killed runs. */
  readonly texts: (path: string) => readonly string[];
}

function knownOf({ destination, digests, killed }: Reconciling): Known {
  const { stored, storedText, surroundings } = destination;
  // Planning takes time, and most projects have no edits.
  const planOf = (raw: RawAnswers) => once(() => filesOf(raw, surroundings, digests));
  const [ofStored, ...ofKilled] = [planOf(stored), ...killedAnswers(killed).map(planOf)];
  const textIn = (plan: () => readonly PlannedFile[], path: string) => {
    const file = plan().find((planned) => planned.path === path);
    return file && renderFile(file);
  };
  const recorded = readWritten(storedText);
  const own = recorded ?? {
    version: '',
    files: idsOf(ofStored().map((file) => ({ path: file.path, contents: renderFile(file) }))),
  };
  return {
    own,
    isRecorded: recorded !== undefined,
    isOfThisVersion: recorded?.version === version && recorded.answers === idOfAnswers(stored),
    records: [...killedRecords(killed), own],
    earlier: (path) => textIn(ofStored, path),
    texts: (path) =>
      [ofStored, ...ofKilled]
        .map((plan) => textIn(plan, path))
        .filter((text) => text !== undefined),
  };
}

function fateOf(file: ComparedFile, known: Known, how: Reconciling): Fate {
  const { path, contents } = file;
  const id = blobId(Buffer.from(contents));
  const recorded = known.own.files[path];
  const isSource = file.group === 'source';
  if (file.status === 'same') return { file, id };
  if (file.status === 'create') {
    // A killed run may not have come to it yet.
    const isWhole = known.records.length === 1;
    const isKnown = recorded !== undefined || (isSource && known.earlier(path) !== undefined);
    const isDeleted = isWhole && isKnown && !how.restores;
    return isDeleted ? { file, kept: 'deleted', id: recorded } : { file, id };
  }
  if (isAsWritten(path, file.target, known.records))
    return { file: { ...file, keepsEdits: true }, id };
  if (isSource) return { file, kept: 'own', id: recorded };
  return mergedFate(file, id, known, how);
}

/** An edited file, with what the generator would change merged into it if that is possible. */
function mergedFate(file: ComparedFile, id: string, known: Known, how: Reconciling): Fate {
  const { path, contents } = file;
  const current = readText(file.target) ?? '';
  const base =
    baseOf(path, current, known.records, how.destination.folder, known.texts) ??
    (known.isOfThisVersion ? known.earlier(path) : undefined);
  if (!known.isRecorded && base === contents)
    return how.isForced ? { file, id } : { file, kept: 'stale', id };
  const merged = base === undefined ? undefined : mergedText(file, base, current, how.merge);
  if (!merged) return { file, id };
  if (!merged.isClean) return unresolvedFate(file, merged.text, id, how.onConflict);
  const isSame = merged.text === current;
  const wasKept = isSame && known.own.files[path] === id;
  const kept = wasKept ? known.own.bases?.[path] : pack(contents);
  return {
    file: { ...file, contents: merged.text, status: isSame ? 'same' : 'change', keepsEdits: true },
    id,
    ...(kept && { base: kept }),
  };
}

/** A file with both versions of the lines that both changed. */
function unresolvedFate(
  file: ComparedFile,
  text: string,
  id: string,
  onConflict: OnConflict | undefined,
): Fate {
  if (onConflict === undefined) return { file, id };
  const base = pack(file.contents);
  const marked = { ...file, contents: text, status: 'change', keepsEdits: true } as const;
  if (onConflict === 'markers') return { file: marked, id, base, isUnresolved: true };
  const target = `${file.target}.merge`;
  const status = statOf(target) ? 'change' : 'create';
  const written = { ...marked, path: `${file.path}.merge`, target, status } as const;
  return { file, written, id, base, isUnresolved: true };
}

function mergedText(file: ComparedFile, base: string, current: string, merge: Merge | undefined) {
  const stat = statOf(file.target);
  // Bytes that aren't UTF-8 would be lost in a merged text.
  if (!merge || !stat || !hasContents(file.target, stat, current)) return undefined;
  return merge(base, file.contents, current);
}

function noticeOfDeleted(files: readonly ProjectFile[]): string[] {
  if (files.length === 0) return [];
  return [`Deleted files stay deleted: ${listed(files)}. To write them again, use --restore.`];
}

function noticeOfOwn(files: readonly ProjectFile[]): string[] {
  if (files.length === 0) return [];
  return [
    `You have edited the source, so it was left alone: ${listed(files)}. These answers need other source: see the difference with --dry-run.`,
  ];
}

function noticeOfStale(files: readonly ProjectFile[]): string[] {
  if (files.length === 0) return [];
  return [
    `The project has no record of what was written. These files may be edited or old, so they were left alone: ${listed(files)}. To replace them, use --force.`,
  ];
}

function noticeOfUnresolved(files: readonly ProjectFile[]): string[] {
  if (files.length === 0) return [];
  return [
    `You and the generator changed the same lines. Both are between markers in ${listed(files)}. Choose, and remove the markers.`,
  ];
}
