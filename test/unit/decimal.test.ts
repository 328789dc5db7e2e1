import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimalPattern } from '../../src/answers/decimal.ts';
import { holdsForAll } from './property.ts';

describe('a pattern of decimal numbers', () => {
  it('takes those between two, and no others', () => {
    const bounds = fc.tuple(fc.nat(3000), fc.nat(3000)).map((pair) => pair.sort((a, b) => a - b));
    holdsForAll(fc.tuple(bounds, fc.nat(400)), ([[from = 0, to = 0], beyond]) => {
      const pattern = new RegExp(`^${decimalPattern(from, to)}$`);
      for (let number = Math.max(0, from - beyond); number <= to + beyond; number++) {
        const isBetween = number >= from && number <= to;
        assert.equal(pattern.test(String(number)), isBetween, `${number} of ${from} to ${to}`);
        assert.equal(pattern.test(`00${number}`), isBetween);
      }
    });
  });
});
