import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { adoptedProjects, everyProject, renderedProject } from '../rendered-project.ts';
import { holdsForAll } from './property.ts';
import { randomAnswers } from './random-answers.ts';

/** Every text of every project once, with a path that it has. */
function everyText(): ReadonlyMap<string, string> {
  const projects = [
    ...everyProject(),
    ...adoptedProjects(),
    renderedProject({ waiver: 'seccomp=an old kernel; until 2027-01-31', extras: 'tour' }),
    renderedProject({ base: 'alpine', baseVersion: '3.12.1', allowEol: true, extras: 'tour' }),
  ];
  return new Map(projects.flatMap(({ texts }) => [...texts].map(([path, text]) => [text, path])));
}

/** Checks a rule line by line, and shows the line that breaks it. */
function assertLines(rule: RegExp, isChecked: (path: string) => boolean = () => true): void {
  for (const [text, path] of everyText()) {
    if (!isChecked(path)) continue;
    const broken = text.split('\n').findIndex((line) => rule.test(line));
    const line = text.split('\n')[broken];
    assert.equal(broken, -1, `${path}, line ${broken + 1}: ${JSON.stringify(line)}`);
  }
}

const isGo = (path: string) => path.endsWith('.go');

/** Code of languages in which such words are legitimate. */
const isCode = (path: string) => /\.(go|rs|m?[jt]s)$|^CMakePresets\.json$/.test(path);

/** Two blank lines in a row; more of them in Python, whose style has two between definitions. */
const gapOf = (path: string) => (path.endsWith('.py') ? /\n{4}/ : /\n{3}/);

describe('a rendered file', () => {
  it('ends with one line feed, and begins with something', () => {
    for (const [text, path] of everyText()) assert.match(text, /^\S.*[^\n]\n$/s, path);
  });

  it('has no two blank lines in a row', () => {
    for (const [text, path] of everyText()) assert.doesNotMatch(text, gapOf(path), path);
  });

  it('has no blank line at the start or end of a block', () => {
    for (const [text, path] of everyText())
      if (isGo(path)) assert.doesNotMatch(text, /\{\n\n|\n\n\t*\}/, path);
  });

  it('has no space at the end of a line', () => {
    assertLines(/[ \t\r]$/);
  });

  it('has tabs only where they are wanted: in Go, and before the recipes of make', () => {
    assertLines(/\t/, (path) => !isGo(path) && !path.endsWith('Makefile'));
    assertLines(/.\t/, (path) => path.endsWith('Makefile'));
  });

  it('has nothing left of a template', () => {
    assertLines(/<%|%>|_%/);
  });

  it('has nothing in it that came from a value that is not there', () => {
    // The loader writes "=> not found", which scripts look for.
    assertLines(
      /undefined|\[object |\bNaN\b|function \(|=> (?!not found|\\)/,
      (path) => !isCode(path),
    );
    assertLines(/\[object |\bNaN\b/, isCode);
  });

  it('has no sentence with a value missing in it', () => {
    assertLines(/(?<!`)``(?!`)|\*\*\*\*|\(\)$/, (path) => path.endsWith('README.md'));
  });

  it('has lines that can be read without scrolling, except unbreakable ones', () => {
    const isProse = (path: string) => /README\.md$|Dockerfile$|run\.flags$|\.sh$/.test(path);
    for (const [text, path] of everyText())
      if (isProse(path))
        for (const line of text.split('\n')) {
          const isUnbreakable = /^(\||- \[|\*\*|RUN |- \*\*)|https?:|['"$\\]/.test(line);
          assert.ok(line.length <= 120 || isUnbreakable, `${path}: ${line}`);
        }
  });

  it('is as clean for random answers', () => {
    holdsForAll(
      randomAnswers,
      (given) => {
        for (const [path, text] of renderedProject(given).texts) {
          assert.match(text, /^\S.*[^\n]\n$/s, path);
          assert.doesNotMatch(text, gapOf(path), path);
          assert.doesNotMatch(text, /[ \t]\n/, path);
        }
      },
      60,
    );
  });

  it('names in links only files and chapters that are there', () => {
    for (const { texts, title } of everyProject())
      for (const [path, text] of texts)
        if (path.endsWith('.md'))
          for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g))
            assertLink(link, path, texts, title);
  });

  it('of documentation names only files that the project has', () => {
    for (const { texts, title } of everyProject())
      for (const [, named = ''] of texts.get('README.md')?.matchAll(/^\| `([^`]+)`.* \|/gm) ?? [])
        for (const path of [named].filter((name) => /[/.]/.test(name) && !name.includes('*')))
          assert.ok(
            [...texts.keys()].some((one) => one === path || one.startsWith(path)),
            `${path} of ${title}`,
          );
  });
});

/** A link leads to a file of the project, or to a heading of the same file. */
function assertLink(
  link: string,
  from: string,
  texts: ReadonlyMap<string, string>,
  title: string,
): void {
  const [file = '', heading] = link.split('#');
  const folder = from.includes('/') ? from.replace(/[^/]+$/, '') : '';
  const path = file === '' ? from : posix.join(folder, file);
  const text = texts.get(path);
  assert.ok(text !== undefined, `${link} in ${from} of ${title}`);
  if (heading === undefined) return;
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, name = '']) =>
    name.toLowerCase().replaceAll(' ', '-'),
  );
  assert.ok(headings.includes(heading), `${link} in ${from} of ${title}`);
}
