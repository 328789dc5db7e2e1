import assert from 'node:assert/strict';
import fc from 'fast-check';
import { merge as mergeTexts } from '../../src/project/merge.ts';
import { holdsForAll } from './property.ts';

const lines = (text: string) => text.split('\n');

/** The merged text; undefined if both changed the same lines. */
const merge = (...texts: Parameters<typeof mergeTexts>) => {
  const { text, isClean } = mergeTexts(...texts);
  return isClean ? text : undefined;
};

describe('a merge', () => {
  it('takes what only one side changed', () => {
    assert.equal(merge('a\nb\nc\n', 'a\nb\nC\n', 'A\nb\nc\n'), 'A\nb\nC\n');
    assert.equal(merge('a\nb\n', 'a\nb\n', 'mine\n'), 'mine\n');
    assert.equal(merge('a\nb\n', 'theirs\n', 'a\nb\n'), 'theirs\n');
  });

  it('takes once what both sides changed alike', () => {
    assert.equal(merge('a\nb\nc\n', 'a\nB\nc\n', 'a\nB\nc\nmine\n'), 'a\nB\nc\nmine\n');
  });

  it('has both sides between markers if they changed the same line', () => {
    const marked = '<<<<<<< yours\nY\n=======\nX\n>>>>>>> generator';
    assert.deepEqual(mergeTexts('a\nb\nc\n', 'a\nX\nc\n', 'a\nY\nc\n'), {
      text: `a\n${marked}\nc\n`,
      isClean: false,
    });
  });

  it('keeps CRLF, and the lack of a line break at the end', () => {
    assert.equal(merge('a\nb\nc', 'a\nb\nC', 'A\r\nb\r\nc'), 'A\r\nb\r\nC');
  });

  it('loses no line that the user wrote, and finds no conflict between lines that are apart', () => {
    const line = fc.constantFrom('x', 'y', 'z', '', '}');
    const change = fc.record({ at: fc.nat(), removed: fc.nat(2) });
    const history = fc.record({
      before: fc.array(line, { minLength: 12, maxLength: 40 }),
      ours: fc.array(change, { maxLength: 4 }),
      theirs: fc.array(change, { maxLength: 4 }),
    });
    holdsForAll(history, ({ before, ours, theirs }) => {
      const half = Math.floor(before.length / 2);
      // Unique lines between both halves, so that it is clear which half a line belongs to.
      const base = [...before.slice(0, half), 'm1', 'm2', 'm3', ...before.slice(half)];
      const apply = (changes: typeof ours, from: number, to: number, name: string) =>
        changes.reduce(
          (text, { at, removed }, index) => {
            const place = from + (at % Math.max(1, to - from));
            const count = Math.min(removed, Math.max(0, to - place));
            return text.toSpliced(place, count, `${name} ${index}`);
          },
          [...base],
        );
      const current = apply(ours, 0, half, 'mine');
      const apart = apply(theirs, half + 3, base.length, 'theirs');
      const merged = merge(base.join('\n'), apart.join('\n'), current.join('\n'));
      assert.ok(merged !== undefined, 'changes that are apart merge');
      for (const text of [current, apart])
        for (const one of text.filter((one) => /^(mine|theirs) /.test(one)))
          assert.ok(lines(merged).includes(one), one);
      const anywhere = apply(theirs, 0, base.length, 'theirs');
      const { text } = mergeTexts(base.join('\n'), anywhere.join('\n'), current.join('\n'));
      for (const one of current.filter((one) => one.startsWith('mine ')))
        assert.ok(lines(text).includes(one), one);
    });
  });
});
