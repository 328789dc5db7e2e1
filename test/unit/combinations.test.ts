import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { languages } from '../../src/languages/languages.ts';
import { packageUrl } from '../../src/package.ts';
import { combinationsInCi, imagesFor, standIns } from '../e2e/combinations.ts';

describe("this repository's workflow of real images", () => {
  it('has a job for each language', () => {
    const text = readFileSync(packageUrl('.github/workflows/real-images.yaml'), 'utf8');
    const { jobs } = parse(text);
    assert.deepEqual(
      jobs.prove.strategy.matrix.language,
      languages.map(({ id }) => id),
    );
  });
});

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
