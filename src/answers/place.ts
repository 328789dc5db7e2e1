import { namePattern } from './name.ts';

/** What was typed for a service: its folder and its name. */
export interface Place {
  /** Its folder, from the current one; empty for that one, undefined for a path that can't be used. */
  readonly path: string | undefined;
  /** Undefined if the folder decides. */
  readonly name: unknown;
}

/** A part of a path that shells and file systems take as it is; hidden folders are rejected. */
const folderPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;
const mostFolders = 16;

/** Reads `pay`, `services/pay` and `.`: all of them lead to the current folder or below it. */
export function placeOf(typed: unknown): Place {
  if (typeof typed !== 'string') return { path: undefined, name: typed };
  const parts = typed.split('/').filter((part, index) => part !== '' || index === 0);
  while (parts.length > 1 && parts[0] === '.') parts.shift();
  if (parts.length === 1 && parts[0] === '.') return { path: '', name: undefined };
  const name = parts.at(-1) ?? '';
  const isLegal =
    namePattern.test(name) &&
    parts.length <= mostFolders &&
    parts.every((part) => folderPattern.test(part));
  return isLegal ? { path: parts.join('/'), name } : { path: undefined, name: typed };
}
