import assert from 'node:assert/strict';
import { namePattern } from '../../src/answers/name.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { rust } from '../../templates/rust/language.ts';
import { renderedProject } from '../rendered-project.ts';

/** The crates that a service of a kind has in its lock file, itself included. */
function lockedCrates(kind: string, name: string): readonly string[] {
  const lock = renderedProject({ language: 'rust', kind, name }).text('Cargo.lock');
  return [...lock.matchAll(/^name = "(.*)"$/gm)].map(([, crate = '']) => crate);
}

describe('the crate of a Rust service', () => {
  for (const kind of Object.keys(kinds)) {
    it(`shares its name with none that a ${kind} depends on`, () => {
      const crates = lockedCrates(kind, 'my-service').filter((crate) => namePattern.test(crate));
      assert.ok(crates.length > 5);
      for (const name of crates.filter((crate) => crate !== 'my-service')) {
        const locked = lockedCrates(kind, name);
        assert.equal(new Set(locked).size, locked.length, name);
        assert.ok(locked.includes(`${name}-app`), name);
      }
    });

    it(`is in the lock file of a ${kind} where cargo puts it`, () => {
      for (const name of ['a', 'hyper-z', 'my-service', 'tokio', 'zz']) {
        const locked = lockedCrates(kind, name);
        assert.deepEqual(locked, [...locked].sort());
      }
    });
  }

  it('has the name of the service wherever that is free, be it a word of Rust', () => {
    for (const name of ['class', 'match', 'test', 'core', 'build', 'a-b'])
      assert.equal(rust.identifierFor?.(name), name);
  });
});
