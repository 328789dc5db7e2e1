import assert from 'node:assert/strict';
import { parseAnswers } from '../../src/answers/parse.ts';
import { planBakeList } from '../../src/plan/bake-list.ts';

describe('the bake file of several services', () => {
  it('declares a secret once that two languages share', () => {
    const surroundings = { folder: 'x', today: '2026-11-28' };
    const list = ['go', 'python'].map((language) =>
      parseAnswers({ name: `of-${language}`, language, extras: 'bake' }, surroundings),
    );
    const variables = planBakeList(list)?.context.variables ?? [];
    const names = variables.map(({ name }) => name);
    assert.ok(names.includes('NETRC'));
    assert.deepEqual(names, [...new Set(names)]);
  });
});
