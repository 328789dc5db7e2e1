import assert from 'node:assert/strict';
import { questions } from '../../src/answers/prompts.ts';
import { shownChoices } from '../../src/answers/shown.ts';
import { surroundings } from '../rendered-project.ts';

describe('a list on a terminal', () => {
  const all = questions({ given: { base: 'alpine' }, stored: {}, surroundings });

  for (const columns of [39, 59, 79, 99])
    it(`of ${columns} columns has a description for each choice, and no line that is longer`, () => {
      for (const question of all) {
        const asked = { name: 'x', language: 'go' };
        for (const choice of shownChoices(question, asked, { columns, rows: 24 })) {
          const text = 'value' in choice ? choice.name : choice.separator;
          assert.match(text, /^\S.*?( {2,}|\n +)\S/, text);
          const [first = '', ...others] = text.split('\n');
          const cursor = 'value' in choice ? 3 : 1;
          for (const line of [' '.repeat(cursor) + first, ...others])
            assert.ok(line.length <= columns, line);
          const below = ('value' in choice && choice.description) || '';
          for (const line of below.split('\n')) assert.ok(line.length <= columns, line);
        }
      }
    });

  it('shows below a long list what its lines have no room for', () => {
    const hardening = all.find(({ name }) => name === 'hardening');
    assert.ok(hardening);
    const [, choice] = shownChoices(hardening, {}, { columns: 59, rows: 24 }).filter(
      (shown) => 'value' in shown && shown.name.endsWith('…'),
    );
    const full = hardening
      .choices?.({})
      .find(({ value }) => choice && 'value' in choice && choice.value === value);
    assert.ok(choice && 'value' in choice && full);
    assert.ok(choice.description?.replaceAll('\n', ' ').startsWith(full.why));
  });
});
