import assert from 'node:assert/strict';
import { flagOf } from '../../src/answers/field.ts';
import { fieldNames } from '../../src/answers/fields.ts';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { show } from '../../src/answers/problem.ts';
import { assertSentence, parsed, problemsOf, refusal } from './parsed-answers.ts';
import { refusedAnswers } from './refused-answers.ts';

describe('a refused answer', () => {
  for (const [name, rows] of Object.entries(refusedAnswers))
    for (const { values, offers, beside } of rows)
      for (const value of values)
        it(`is named with its flag and what would do: ${name} ${show(value)}`, () => {
          const message = refusal({ ...beside, [name]: value });
          assert.ok(message.startsWith(`${flagOf(name)} ${show(value)} `), message);
          assert.match(message, offers);
        });

  it('is never taken for a default because it is the wrong type', () => {
    for (const name of fieldNames)
      for (const value of [null, {}, () => 1])
        assert.notEqual(problemsOf({ [name]: value }).length, 0, name);
  });
});

describe('problems', () => {
  it('are all named at once, one a line', () => {
    const given = {
      name: 'A',
      port: 80,
      base: 'latest',
      language: 'x',
      extras: 'y',
      registry: '/',
    };
    const problems = problemsOf(given);
    assert.deepEqual(
      problems.map(({ field, value }) => [field, value]),
      [
        ['name', 'A'],
        ['language', 'x'],
        ['port', 80],
        ['base', 'latest'],
        ['registry', '/'],
        ['extras', 'y'],
      ],
    );
    for (const { message } of problems) assertSentence(message);
  });

  it('cause no others: what depends on a refused answer is held against the default', () => {
    assert.match(refusal({ name: '$(id)' }), /^name /);
    assert.match(refusal({ language: 'cobol' }), /^--language /);
    assert.match(refusal({ base: 'latest' }), /^--base /);
  });

  it('show a long value shortened, and what a terminal would act on escaped', () => {
    assert.ok(refusal({ name: 'x'.repeat(100_000) }).length < 300);
    assert.match(
      refusal({ name: '\u001b[2J\u009b2J\u202ea\u2028b' }),
      /\\u001b.*\\u\{9b\}.*\\u\{202e\}.*\\u\{2028\}/,
    );
  });
});

describe('a misspelt value', () => {
  const rows: readonly [RawAnswers, RegExp][] = [
    [
      { language: 'node', languageVersion: '23' },
      /^--language-version "23" isn't a version of docker\.io\/library\/node that this generator lists\. Use 26, 24, 22 or a newer generator\.$/,
    ],
    [
      { base: 'distroless', baseVersion: 'debian14' },
      /"debian14" isn't a version of gcr\.io\/distroless\/static that this generator lists\. Use debian13 or a newer generator\.$/,
    ],
    [{ base: 'alpin' }, /isn't known\. Did you mean alpine\? Use scratch, /],
    [{ with: 'seccmop' }, /contains unknown names: "seccmop"\. Did you mean seccomp\? Use /],
    [{ kidn: 'http' }, /^Unknown answer "kidn"\. Did you mean kind\? Use name/],
    [{ base: 'alpine', baseVersion: 3.2 }, /is a number .*\. Write it as text: "3\.2"/],
  ];
  for (const [given, pattern] of rows)
    it(`gets the nearest right one offered: ${JSON.stringify(given)}`, () => {
      assert.match(refusal(given), pattern);
    });
});

describe('an unknown key', () => {
  it('is rejected by name, and the known ones are listed', () => {
    const message = refusal({ prot: 8080 });
    assert.match(message, /^Unknown answer "prot"\. Did you mean port\? Use name, /);
    for (const name of fieldNames) assert.ok(message.includes(name), name);
  });

  it('is refused also where every object has such a property', () => {
    for (const key of ['constructor', 'toString', 'hasOwnProperty', '__proto__', ''])
      assert.match(refusal(JSON.parse(`{${JSON.stringify(key)}: 1}`)), /^Unknown answer /);
  });

  it('says of a stored one where it is', () => {
    assert.match(refusal({}, { prot: 1 }), /^Unknown answer "prot" \(in \.yo-rc\.json\)\. /);
  });
});

describe('an answer that has no place', () => {
  const rows: readonly [RawAnswers, RegExp][] = [
    [
      { kind: 'worker', port: 8080 },
      /^--port 8080 doesn't apply: a worker listens on no port\. Leave it out\.$/,
    ],
    [
      { base: 'scratch', baseVersion: '1' },
      /^--base-version "1" doesn't apply: the base scratch is/,
    ],
    [
      { preset: 'strict', hardening: 'seccomp' },
      /^--hardening "seccomp" doesn't apply: the preset/,
    ],
  ];
  for (const [given, pattern] of rows)
    it(`is refused, with the reason: ${JSON.stringify(given)}`, () => {
      assert.match(refusal(given), pattern);
      assert.doesNotThrow(() => parsed(Object.fromEntries(Object.entries(given).slice(0, 1))));
    });
});
