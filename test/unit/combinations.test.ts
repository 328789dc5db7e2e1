import assert from 'node:assert/strict';
import { languages } from '../../src/languages/languages.ts';
import { combinationsInCi, imagesFor, standIns } from '../e2e/combinations.ts';

describe('the combinations that CI builds', () => {
  const rows = combinationsInCi();

  it('are few', () => {
    assert.ok(rows.length <= 5 * languages.length, `${rows.length} of them`);
  });

  it('are built from stand-ins that CI makes', () => {
    const missing = rows.flatMap(imagesFor).filter((image) => !standIns().includes(image));
    assert.deepEqual([...new Set(missing)], [], 'a line in test/engine/images for each');
  });
});
