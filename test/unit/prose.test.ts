import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { extras } from '../../src/extras/extras.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { readPackageFile } from '../../src/package.ts';
import { findingsIn } from '../prose/findings.ts';
import { adoptedProjects, renderedProject } from '../rendered-project.ts';

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  encoding: 'utf8',
}).split('\n');

const documents = tracked.filter((path) =>
  /^(README|CHANGELOG)\.md$|^docs\/[^/]+\.md$|^templates\/_hardening\/.*\.md$/.test(path),
);

/** Texts of these files are messages, prompts, titles and help. */
const sources = tracked.filter((path) => /^(src|cli|generators|templates)\/.*\.ts$/.test(path));

/** Answers that differ in the files that they bring: each language, kind and base, with as much and as little as there is. */
function* everyProject(): Generator<RawAnswers> {
  for (const { id: language, bases } of languages)
    for (const kind of Object.keys(kinds))
      for (const base of bases) {
        yield {
          language,
          kind,
          base,
          with: 'pinned-digest',
          extras: Object.keys(extras),
          data: '/data',
        };
        yield { language, kind, base, preset: 'custom', hardening: [] };
      }
}

/** Names of licences, keys of lock files and hashes aren't prose. */
const isData = (path: string) => /(\.lock|-lock\.json|\.sha256|requirements.*\.txt)$/.test(path);

describe('what users read is plain English', () => {
  it('in the documents', () => {
    assertNone(documents.flatMap((path) => findingsIn(path, readPackageFile(path), 'users')));
  });

  it('in messages, prompts and help', () => {
    assertNone(
      sources.flatMap((path) => findingsIn(path, textsOnly(readPackageFile(path)), 'users')),
    );
  });

  it('in all generated files', () => {
    const texts = new Map<string, string>();
    for (const given of everyProject())
      for (const [path, text] of renderedProject(given).texts)
        if (!isData(path)) texts.set(text, path);
    for (const project of adoptedProjects())
      for (const [path, text] of project.texts) texts.set(text, path);
    assertNone([...texts].flatMap(([text, path]) => findingsIn(path, text, 'users')));
  });
});

describe('what developers read is plain English', () => {
  it('in the documents for them, in comments, and in the titles of tests', () => {
    const documented = /^(ARCHITECTURE|CONTRIBUTING|test\/[^/]+\/README)\.md$/;
    const paths = tracked.filter(
      (path) => documented.test(path) || (/\.ts$/.test(path) && !path.includes('golden/projects')),
    );
    assertNone(paths.flatMap((path) => findingsIn(path, readPackageFile(path), 'developers')));
  });
});

describe('the prose check', () => {
  const inPage = (text: string) => findingsIn('page.md', text, 'users');

  it('names the file, the line, the phrase and what to write instead', () => {
    const [phrase, write] = ['hangs ' + 'on', 'depends on'];
    assert.deepEqual(inPage(`# Title\n\nWhat this\n${phrase} here.\n`), [
      `page.md:4: "${phrase}": write ${write}`,
    ]);
  });

  it('finds phrases across lines, in comments and in strings', () => {
    assert.equal(findingsIn('a.sh', '# All\n# but one.\n', 'users').length, 1);
    assert.equal(findingsIn('a.go', 'x := "left out here"\n', 'users').length, 1);
    assert.equal(findingsIn('a.go', 'x := beside + anew // fine\n', 'users').length, 0);
  });

  it('spares code and legitimate uses', () => {
    for (const text of ['There is no shell.', 'Wait, `beside` is code.', 'It is no longer so.'])
      assert.deepEqual(inPage(text), []);
  });

  it('finds sentences of more than 30 words', () => {
    assert.match(inPage(`${'word '.repeat(31)}.`).join(), /^page\.md:1: a sentence of 31 words/);
    assert.deepEqual(inPage(`${'word '.repeat(30)}.`), []);
  });
});

/** Fails with all findings: file, line, phrase and what to write instead. */
function assertNone(findings: readonly string[]): void {
  const all = [...new Set(findings)];
  assert.equal(all.length, 0, `${all.length} findings:\n${all.join('\n')}`);
}

/** A source without its comments, line by line. */
function textsOnly(source: string): string {
  const blank = (comment: string) => comment.replaceAll(/[^\n]/g, ' ');
  return source.replaceAll(/\/\*\*[\s\S]*?\*\/|^ *\/\/.*$/gm, blank);
}
