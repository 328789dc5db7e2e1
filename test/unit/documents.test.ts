import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { options } from '../../src/hardening/options.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { packageUrl, readPackageFile } from '../../src/package.ts';
import { everyProject, renderedProject } from '../rendered-project.ts';

const pages = [
  'README.md',
  ...readdirSync(packageUrl('docs/'))
    .filter((name) => name.endsWith('.md') && name !== 'benchmarks.md')
    .map((name) => `docs/${name}`),
];

describe('the documents of this repository', () => {
  it('list every hardening option with its title, in order', () => {
    const [, table = ''] =
      /<!-- options -->\n([\s\S]*?)<!-- \/options -->/.exec(readPackageFile('docs/options.md')) ??
      [];
    assert.deepEqual(
      table.trim().split('\n'),
      options.map(({ id, title }) => `| \`${id}\` | ${title} |`),
    );
  });

  it('begin with a README of at most 150 lines', () => {
    assert.ok(readPackageFile('README.md').split('\n').length <= 151);
  });

  for (const page of pages) {
    it(`have links that lead somewhere: ${page}`, () => {
      const folder = page.replace(/[^/]*$/, '');
      for (const [, target = ''] of readPackageFile(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
        assert.doesNotThrow(() => readPackageFile(folder + target), `${page}: ${target}`);
    });

    it(`have no sentence of more than 30 words: ${page}`, () => {
      for (const sentence of sentencesOf(readPackageFile(page)))
        assert.ok(sentence.split(/\s+/).length <= 30, `${page}: ${sentence}`);
    });

    it(`have blocks of shell that any shell takes, without comments: ${page}`, () => {
      for (const [, block = ''] of readPackageFile(page).matchAll(/^```sh\n([\s\S]*?)^```/gm))
        assert.doesNotMatch(block, /(^|\s)#/m);
    });
  }
});

/** The sentences of a page of Markdown: no code blocks, one for each cell of a table and each item of a list. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .replaceAll(/`[^`]*`/g, 'x')
    .split(/\n\n|\n(?=[-*|0-9])|\|/)
    .flatMap((paragraph) => paragraph.split(/(?<=[.?!:])\s+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

describe('the documents of a project', () => {
  it('begin with a README of at most 90 lines, whatever is chosen', () => {
    let longest = 0;
    for (const { text, title } of everyProject()) {
      const lines = text('README.md').trimEnd().split('\n').length;
      assert.ok(lines <= 90, `${lines} lines: ${title}`);
      longest = Math.max(longest, lines);
    }
    assert.ok(longest > 60, 'all extras are among them');
  });

  const projects: RawAnswers[] = languages.flatMap(({ id }) =>
    Object.keys(kinds).map((kind) => ({ language: id, kind })),
  );
  for (const given of projects)
    it(`explain its options in at most 1,500 words: ${given.language}, ${given.kind}`, () => {
      const words =
        renderedProject(given)
          .text('hardening/README.md')
          .match(/\S*[A-Za-z]\S*/g)?.length ?? 0;
      assert.ok(words <= 1500, `${words} words`);
    });
});
