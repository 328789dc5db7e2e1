import assert from 'node:assert/strict';
import { renderedProject } from '../rendered-project.ts';
import { goldenDigests, goldenProjects } from './projects.ts';
import { difference, goldenTree, keptProjects, readGolden, writeGolden } from './tree.ts';

const isUpdate = process.env.UPDATE_GOLDEN === '1';

describe('a project that is kept', () => {
  for (const [name, answers] of Object.entries(goldenProjects))
    it(`is made as it was, file by file: ${name}`, () => {
      const made = goldenTree(name, renderedProject(answers, goldenDigests));
      if (isUpdate) writeGolden(name, made);
      const differing = difference(readGolden(name), made);
      assert.ok(
        differing === '',
        `${differing}\nIf that is as it should be: npm run golden, and read its diff.`,
      );
    });

  it('is in the list, and none is kept that is not', () => {
    assert.deepEqual([...keptProjects()].sort(), Object.keys(goldenProjects).sort());
  });
});

describe('the difference of trees', () => {
  const tree = (files: Record<string, string>) => new Map(Object.entries(files));

  it('is nothing where they are the same', () => {
    assert.equal(difference(tree({ a: '1\n' }), tree({ a: '1\n' })), '');
  });

  it('names each file with the first line that differs, and what is there on both sides', () => {
    assert.equal(
      difference(
        tree({ a: '1\n2\n3\n', b: '', c: 'x\n' }),
        tree({ a: '1\n9\n3\n', c: 'x', d: '' }),
      ),
      'a:2\n  kept: 2\n  made: 9\n\nb is missing.\n\nc:2\n  kept: \n  made: (the end)\n\nd is new.\n',
    );
  });
});
