import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RenderedProject } from '../rendered-project.ts';

/** Where they are kept: a folder and a list each. */
const golden = fileURLToPath(new URL('projects/', import.meta.url));

/** Texts by path. */
export type Tree = ReadonlyMap<string, string>;

/** Name of the list of all files of a project, beside its folder. */
const listOf = (name: string) => `${name}.files.txt`;

/**
 * What is kept of a project: the files that are rendered, and a list of all files with
 * their modes. A file that is copied is in the list, with the template that it is a copy of.
 */
export function goldenTree(name: string, { plan, texts }: RenderedProject): Tree {
  const copies = plan.files.filter(({ template }) => !template.endsWith('.ejs'));
  const rendered = [...texts].filter(([path]) => !copies.some((file) => file.path === path));
  const lines = [...texts.keys()].sort().map((path) => {
    const mode = plan.files.find((file) => file.path === path)?.isExecutable ? '755' : '644';
    const copy = copies.find((file) => file.path === path);
    return `${mode} ${path}${copy ? ` = templates/${copy.template}` : ''}\n`;
  });
  return new Map([
    [listOf(name), lines.join('')],
    ...rendered.map(([path, text]): [string, string] => [`${name}/${path}`, text]),
  ]);
}

/** What is kept of a project on disk; nothing where it is not kept yet. */
export function readGolden(name: string): Tree {
  const below = readdirSync(golden, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(golden.length))
    .filter((path) => path.startsWith(`${name}/`) || path === listOf(name));
  return new Map(below.map((path) => [path, readFileSync(golden + path, 'utf8')]));
}

/** Keeps a project as it is now. */
export function writeGolden(name: string, tree: Tree): void {
  rmSync(golden + name, { recursive: true, force: true });
  for (const [path, text] of tree) {
    mkdirSync(dirname(golden + path), { recursive: true });
    writeFileSync(golden + path, text);
  }
}

/** The names of the projects that are kept on disk. */
export function keptProjects(): readonly string[] {
  return readdirSync(golden, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** How trees differ, a paragraph a file: the first line in which it does. Empty where they are the same. */
export function difference(expected: Tree, actual: Tree): string {
  return [...new Set([...expected.keys(), ...actual.keys()])]
    .filter((path) => expected.get(path) !== actual.get(path))
    .map((path) => differenceOf(path, expected.get(path), actual.get(path)))
    .join('\n');
}

function differenceOf(path: string, expected?: string, actual?: string): string {
  if (expected === undefined) return `${path} is new.\n`;
  if (actual === undefined) return `${path} is missing.\n`;
  const [kept, made] = [expected.split('\n'), actual.split('\n')];
  const first = kept.findIndex((line, index) => line !== made[index]);
  const at = first === -1 ? kept.length : first;
  const shown = (lines: string[]) => lines[at] ?? '(the end)';
  return `${path}:${at + 1}\n  kept: ${shown(kept)}\n  made: ${shown(made)}\n`;
}
