import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { structuredPatch } from 'diff';
import type { RenderedProject } from '../rendered-project.ts';

/** The folder of everything that is kept. */
const golden = fileURLToPath(new URL('projects/', import.meta.url));
const templates = fileURLToPath(new URL('../../templates/', import.meta.url));

/** Texts by path. */
export type Tree = ReadonlyMap<string, string>;

/** The list of a project's files with their modes. A copied file names its template. */
function filesOf({ plan, texts }: RenderedProject): string {
  const lines = [...texts.keys()].sort().map((path) => {
    const file = plan.files.find((planned) => planned.path === path);
    const copied = file && !isRendered(file.template) ? ` = templates/${file.template}` : '';
    return `${file?.isExecutable ? '755' : '644'} ${path}${copied}\n`;
  });
  return lines.join('');
}

function isRendered(template: string): boolean {
  return template.endsWith('.ejs');
}

/** A project that is kept whole: the list of its files, and each rendered file. */
export function wholeTree(name: string, project: RenderedProject): Tree {
  return new Map([
    [`${name}.files.txt`, filesOf(project)],
    ...renderedFiles(project).map(([path, text]): [string, string] => [`${name}/${path}`, text]),
  ]);
}

function renderedFiles({ plan, texts }: RenderedProject): [string, string][] {
  const copied = plan.files.filter(({ template }) => !isRendered(template));
  return [...texts].filter(([path]) => !copied.some((file) => file.path === path));
}

/**
 * A project of which only the difference to another is kept: the list of its files, and a diff. A
 * file that the other project does not have is in the diff if its template decides something; a
 * template that only fills in values is shown by the list.
 */
export function differingTree(
  name: string,
  project: RenderedProject,
  other: RenderedProject,
): Tree {
  const changes = renderedFiles(project)
    .filter(([path]) => other.texts.has(path) || decides(templateOf(project, path)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => changeOf(path, other.texts.get(path) ?? '', text));
  return new Map([
    [`${name}.files.txt`, filesOf(project)],
    [`${name}.diff`, changes.join('')],
  ]);
}

function templateOf({ plan }: RenderedProject, path: string): string | undefined {
  return plan.files.find((file) => file.path === path)?.template;
}

/** Files without a template, such as the stored answers, are made by code that decides. */
function decides(template: string | undefined): boolean {
  if (template === undefined) return true;
  return /<%_|include\(/.test(readFileSync(templates + template, 'utf8'));
}

/** A file's part of the diff, without context, so that a change elsewhere in the file leaves it alone. */
function changeOf(path: string, before: string, after: string): string {
  const { hunks } = structuredPatch(path, path, before, after, '', '', { context: 0 });
  if (hunks.length === 0) return '';
  return [`--- ${path}`, ...hunks.flatMap(({ lines }) => ['@@', ...lines]), ''].join('\n');
}

/** Everything that is kept on disk, by path. */
export function readGolden(): Tree {
  const paths = readdirSync(golden, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(golden.length));
  return new Map(paths.map((path) => [path, readFileSync(golden + path, 'utf8')]));
}

/** Replaces everything that is kept. */
export function writeGolden(tree: Tree): void {
  rmSync(golden, { recursive: true, force: true });
  for (const [path, text] of tree) {
    mkdirSync(dirname(golden + path), { recursive: true });
    writeFileSync(golden + path, text);
  }
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
