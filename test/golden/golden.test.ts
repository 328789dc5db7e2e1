import assert from 'node:assert/strict';
import { storedFile } from '../../src/answers/stored.ts';
import { languages } from '../../src/languages/languages.ts';
import { type RenderedProject, renderedProject } from '../rendered-project.ts';
import { goldenDigests, goldenProjects, wholeProjects } from './projects.ts';
import {
  difference,
  differingTree,
  readGolden,
  type Tree,
  wholeTree,
  writeGolden,
} from './tree.ts';

/** A project whose .yo-rc.json has no record of what was written, which every change of a template changes. */
function withoutRecord(project: RenderedProject): RenderedProject {
  const { [`${generator}:written`]: _, ...others } = JSON.parse(project.text(storedFile));
  const text = `${JSON.stringify(others, null, 2)}\n`;
  return { ...project, texts: new Map([...project.texts, [storedFile, text]]) };
}

/** Everything that is to be kept of a project. */
function treeOf(name: string): Tree {
  const project = withoutRecord(
    renderedProject(goldenProjects[name] ?? assert.fail(name), goldenDigests),
  );
  if (wholeProjects.includes(name)) return wholeTree(name, project);
  const [reference = assert.fail('no project is kept whole')] = wholeProjects;
  return differingTree(
    name,
    project,
    withoutRecord(renderedProject(goldenProjects[reference] ?? {})),
  );
}

const generator = 'generator-hardened-container';

describe('a project that is kept', () => {
  let kept: Tree;
  before(() => {
    if (process.env.UPDATE_GOLDEN === '1')
      writeGolden(new Map(Object.keys(goldenProjects).flatMap((name) => [...treeOf(name)])));
    kept = readGolden();
  });

  for (const name of Object.keys(goldenProjects))
    it(`is made as it was, file by file: ${name}`, () => {
      const own = [...kept].filter(([path]) => /^[^/]*?(?=\/|\.)/.exec(path)?.[0] === name);
      const differing = difference(new Map(own), treeOf(name));
      assert.ok(
        differing === '',
        `${differing}\nIf the change is intended, run \`npm run golden\` and review the difference.`,
      );
    });

  it('is in the list, and nothing else is kept', () => {
    const names = new Set([...kept.keys()].map((path) => path.replace(/[/.].*/s, '')));
    assert.deepEqual([...names].sort(), Object.keys(goldenProjects).sort());
  });

  it('exists for each language', () => {
    const kept = Object.values(goldenProjects).map(({ language = 'go' }) => language);
    for (const { id } of languages)
      assert.ok(kept.includes(id), `Add a project in ${id} to test/golden/projects.ts.`);
  });
});

describe('the difference of trees', () => {
  const tree = (files: Record<string, string>) => new Map(Object.entries(files));

  it('is nothing where they are the same', () => {
    assert.equal(difference(tree({ a: '1\n' }), tree({ a: '1\n' })), '');
  });

  it('names each file with the first line that differs, and both sides of it', () => {
    assert.equal(
      difference(
        tree({ a: '1\n2\n3\n', b: '', c: 'x\n' }),
        tree({ a: '1\n9\n3\n', c: 'x', d: '' }),
      ),
      'a:2\n  kept: 2\n  made: 9\n\nb is missing.\n\nc:2\n  kept: \n  made: (the end)\n\nd is new.\n',
    );
  });
});
