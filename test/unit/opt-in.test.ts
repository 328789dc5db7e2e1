import assert from 'node:assert/strict';
import { questions } from '../../src/answers/prompts.ts';
import { surroundings } from '../rendered-project.ts';
import { parsed } from './parsed-answers.ts';

describe('an option that no preset has', () => {
  it('is added by name to each preset, and is not waived otherwise', () => {
    for (const preset of [{ preset: 'tutorial' }, {}, { hardening: '' }]) {
      const without = parsed({ base: 'alpine', ...preset });
      const taken = parsed({ base: 'alpine', ...preset, with: 'pinned-digest' });
      assert.deepEqual(
        taken.chosen.map(({ id }) => id).filter((id) => !without.chosen.some((o) => o.id === id)),
        ['pinned-digest'],
      );
      assert.ok(!without.waived.some(({ id }) => id === 'pinned-digest'));
      assert.deepEqual(taken.waived, without.waived);
    }
  });

  it('is waived with a reason, although it is optional', () => {
    const { waived } = parsed({ waiver: 'pinned-digest=no registry is in reach' });
    assert.deepEqual(waived, [{ id: 'pinned-digest', reason: 'no registry is in reach' }]);
  });

  it('is a box that is not ticked, and nobody is asked why it stays so', () => {
    const asked = questions({ given: { preset: 'custom' }, stored: {}, surroundings });
    const question = (name: string) =>
      asked.find((one) => one.name === name) ?? assert.fail(`no question ${name}`);
    const boxes =
      question('hardening')
        .choices?.({})
        .map(({ value }) => value) ?? [];
    const ticked = question('hardening').default({});
    assert.ok(boxes.includes('pinned-digest'));
    assert.deepEqual(
      ticked,
      boxes.filter((id) => id !== 'pinned-digest'),
    );
    assert.equal(question('reason').when({ hardening: ticked }), false);
    assert.equal(question('reason').when({ hardening: [] }), true);
  });
});
