import { readFileSync, type Stats } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { memoized } from '../memo.ts';
import type { FileGroup } from '../plan/plan.ts';
import { type ErrorDetail, exitCodes, Refusal } from '../refusal.ts';
import { checkFolder, entryAt, realPath, statOf, wordsOf } from './folder.ts';

/** A file as it should be. */
export interface ProjectFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** The group that a summary counts it in; absent for files of a list of services. */
  readonly group?: FileGroup;
  readonly contents: string;
  readonly isExecutable: boolean;
  /** Merged from the existing file, so writing it loses nothing. */
  readonly isMerged: boolean;
}

/** A planned file, compared with the existing one. */
export interface ComparedFile extends ProjectFile {
  readonly status: 'create' | 'change' | 'same';
  /** Writing it loses no edits. */
  readonly keepsEdits?: boolean;
  /** This tool didn't write it: it belongs to another project or to the user. */
  readonly isForeign?: boolean;
  /** Its real path, with symbolic links inside the project resolved. */
  readonly target: string;
  /** Its permissions: the existing file's, or a new file's before the umask. Executables get their bits. */
  readonly mode: number;
}

/**
 * Compares files with a folder, which need not exist yet. Nothing is written.
 *
 * @throws Refusal with a sentence where a file cannot be written, or would be written outside of the folder.
 */
export function compareProject(folder: string, files: readonly ProjectFile[]): ComparedFile[] {
  checkFolder(folder);
  const root = realPath(folder);
  // Where there is no folder yet, there is nothing to look at and no link to follow.
  if (statOf(root) === undefined) return files.map((file) => newFile(file, join(root, file.path)));
  const realFolder = memoized(realPath);
  return files.map((file) => compareFile(root, file, realFolder));
}

function newFile(file: ProjectFile, target: string): ComparedFile {
  return { ...file, status: 'create', target, mode: file.isExecutable ? 0o777 : 0o666 };
}

/** Edited files that would lose their edits. */
export function filesInTheWay(compared: readonly ComparedFile[]): ComparedFile[] {
  return compared.filter(
    ({ status, isMerged, keepsEdits }) => status === 'change' && !isMerged && !keepsEdits,
  );
}

/** A conflicting file, and how it is called in messages. */
export interface Conflict {
  readonly path: string;
  readonly isForeign?: boolean | undefined;
}

/** Existing files with other contents stand where files are to be written. */
export class FilesInTheWayError extends Refusal {
  readonly #conflicts: readonly Conflict[];

  constructor(conflicts: readonly Conflict[]) {
    const foreign = conflicts.filter(({ isForeign }) => isForeign);
    super(foreign.length > 0 ? foreignText(foreign) : editedText(conflicts), exitCodes.inTheWay);
    this.#conflicts = conflicts;
  }

  override get details(): readonly ErrorDetail[] {
    return this.#conflicts.map(({ path, isForeign }) => ({
      path,
      message: isForeign
        ? `${path} already exists and was not written by this tool.`
        : `${path} already exists with different contents.`,
    }));
  }
}

function editedText(files: readonly Conflict[]): string {
  const [exist, them] = files.length === 1 ? ['exists', 'it'] : ['exist', 'them'];
  return `${listed(files)} already ${exist} with different contents. Nothing was written. Use --force to overwrite ${them}, or --dry-run to see the difference.`;
}

/** Never suggests --force, because that would replace files of the user. */
function foreignText(files: readonly Conflict[]): string {
  const [exist, were, them] =
    files.length === 1 ? ['exists', 'was', 'it'] : ['exist', 'were', 'them'];
  return `${listed(files)} already ${exist} and ${were} not written by this tool. Nothing was written. Use another folder, or move ${them} away first.`;
}

/** Names of files for a sentence: A, B and C. */
export function listed(files: readonly { readonly path: string }[]): string {
  const most = 10;
  const names = files.map(({ path }) => path);
  const rest = names.length - most;
  const shown = rest > 0 ? [...names.slice(0, most), `${rest} more`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${last}` : last;
}

function compareFile(root: string, file: ProjectFile, realFolder: typeof realPath): ComparedFile {
  const path = join(root, file.path);
  const place = join(realFolder(dirname(path)), basename(path));
  const entry = entryAt(place);
  const isLink = entry === undefined || entry.isSymbolicLink();
  const target = isLink ? realPath(path) : place;
  refuseOutside(root, path, target, isLink);
  const stat = isLink ? statOf(target) : entry;
  if (stat === undefined) {
    checkFolder(dirname(target));
    return newFile(file, target);
  }
  if (!stat.isFile())
    throw new Refusal(`${path} isn't a regular file. Move it away: a file is written there.`);
  const mode = (stat.mode & 0o777) | (file.isExecutable ? 0o111 : 0);
  const isSame = hasContents(target, stat, file.contents);
  if (!isSame) checkFolder(dirname(target));
  return { ...file, status: isSame ? 'same' : 'change', target, mode };
}

/** Refuses a path that leads out of the project: a link could make us write anywhere. */
function refuseOutside(root: string, path: string, target: string, mayDangle: boolean): void {
  const isWithin = target.startsWith(root.endsWith(sep) ? root : root + sep);
  const isDangling = isWithin && mayDangle && leadsNowhere(root, target);
  if (isWithin && !isDangling) return;
  const where = isDangling ? "to a path that doesn't exist" : `out of the project, to ${target}`;
  throw new Refusal(
    `${relative(root, path)} in ${root} is behind a symbolic link that leads ${where}. Remove the link.`,
  );
}

/** Whether a link is left in a path that has been followed: then there is nothing behind it. */
function leadsNowhere(root: string, path: string): boolean {
  if (path === root) return false;
  return entryAt(path)?.isSymbolicLink() || leadsNowhere(root, dirname(path));
}

/**
 * Whether a file holds just this text.
 *
 * @throws Refusal with a sentence where it cannot be read.
 */
export function hasContents(target: string, stat: Stats, contents: string): boolean {
  const wanted = Buffer.from(contents);
  try {
    return stat.size === wanted.length && readFileSync(target).equals(wanted);
  } catch (error) {
    throw new Refusal(`Can't read ${target}: ${wordsOf(error)}.`, undefined, { cause: error });
  }
}
