import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type ErrorDetail, exitCodes, Refusal } from '../refusal.ts';
import { checkFolder, realPath, statOf, wordsOf } from './folder.ts';

/** A file as it should be. */
export interface ProjectFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly contents: string;
  readonly isExecutable: boolean;
  /** Made out of what was there before, so that nothing in it is lost by writing it. */
  readonly isMerged: boolean;
}

/** A file as it should be, beside what there is. */
export interface ComparedFile extends ProjectFile {
  readonly status: 'create' | 'change' | 'same';
  /** Nothing that anybody has made of it is lost by writing it. */
  readonly keepsEdits?: boolean;
  /** Where it really is, symbolic links within the project followed. */
  readonly target: string;
  /** Its permissions, of which an executable lacks none: those that it has, or those of a new file before the umask. */
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
  return files.map((file) => compareFile(root, file));
}

function newFile(file: ProjectFile, target: string): ComparedFile {
  return { ...file, status: 'create', target, mode: file.isExecutable ? 0o777 : 0o666 };
}

/** The files that somebody has changed, and that would lose that change. */
export function filesInTheWay(compared: readonly ComparedFile[]): ComparedFile[] {
  return compared.filter(
    ({ status, isMerged, keepsEdits }) => status === 'change' && !isMerged && !keepsEdits,
  );
}

/** Files that somebody has changed stand where others are to be written. */
export class FilesInTheWayError extends Refusal {
  readonly #paths: readonly string[];

  constructor(paths: readonly string[]) {
    const differ = paths.length === 1 ? 'is there and differs' : 'are there and differ';
    super(
      `${listed(paths)} ${differ} from what would be written: say --force to overwrite. Nothing is written.`,
      exitCodes.inTheWay,
    );
    this.#paths = paths;
  }

  override get details(): readonly ErrorDetail[] {
    return this.#paths.map((path) => ({
      path,
      message: `${path} differs from what would be written.`,
    }));
  }
}

/**
 * Refuses to write over files that somebody has changed.
 *
 * @throws FilesInTheWayError naming them.
 */
export function refuseToOverwrite(compared: readonly ComparedFile[]): void {
  const paths = filesInTheWay(compared).map(({ path }) => path);
  if (paths.length > 0) throw new FilesInTheWayError(paths);
}

function listed(paths: readonly string[]): string {
  const most = 10;
  const rest = paths.length - most;
  return rest > 0 ? `${paths.slice(0, most).join(', ')} and ${rest} more` : paths.join(', ');
}

function compareFile(root: string, file: ProjectFile): ComparedFile {
  const path = join(root, file.path);
  const target = targetWithin(root, path);
  checkFolder(dirname(target));
  const stat = statOf(target);
  if (stat === undefined) return newFile(file, target);
  if (!stat.isFile()) throw new Refusal(`${path} is no file: one is to be written there.`);
  const mode = (stat.mode & 0o777) | (file.isExecutable ? 0o111 : 0);
  const isSame = hasContents(target, stat, file.contents);
  return { ...file, status: isSame ? 'same' : 'change', target, mode };
}

/** Where a path leads, which may not be out of the project: a link could make us write anywhere. */
function targetWithin(root: string, path: string): string {
  const target = realPath(path);
  const isWithin = target.startsWith(root.endsWith(sep) ? root : root + sep);
  const isDangling = isWithin && leadsNowhere(root, target);
  if (isWithin && !isDangling) return target;
  const where = isDangling ? 'to nothing' : `out of the project, to ${target}`;
  throw new Refusal(
    `${relative(root, path)} in ${root} is behind a symbolic link that leads ${where}: remove the link.`,
  );
}

/** Whether a link is left in a path that has been followed: then there is nothing behind it. */
function leadsNowhere(root: string, path: string): boolean {
  if (path === root) return false;
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isSymbolicLink() || leadsNowhere(root, dirname(path));
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
    throw new Refusal(`${target} cannot be read: ${wordsOf(error)}.`, undefined, { cause: error });
  }
}
