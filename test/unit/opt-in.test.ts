import assert from 'node:assert/strict';
import { parsed } from './parsed-answers.ts';

describe('an option that no preset has', () => {
  it('is taken by name beside each preset, and is no waiver where it is not', () => {
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

  it('is waived where somebody says why, although nobody has to take it', () => {
    const { waived } = parsed({ waiver: 'pinned-digest=no registry is in reach' });
    assert.deepEqual(waived, [{ id: 'pinned-digest', reason: 'no registry is in reach' }]);
  });
});
