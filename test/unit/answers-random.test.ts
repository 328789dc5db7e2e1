import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldNames } from '../../src/answers/fields.ts';
import { parseAnswers, type RawAnswers } from '../../src/answers/parse.ts';
import { AnswersError } from '../../src/answers/problem.ts';
import { readStored, writeStored } from '../../src/answers/stored.ts';
import { Refusal } from '../../src/refusal.ts';
import { surroundings } from '../rendered-project.ts';
import { assertSentence, parsed } from './parsed-answers.ts';
import { holdsForAll } from './property.ts';
import { randomAnswers } from './random-answers.ts';

const anything = fc.anything({ withNullPrototype: true, withDate: true });

/** Objects that name known fields, with values that are legal here and there. */
const nearlyAnswers: fc.Arbitrary<RawAnswers> = fc
  .tuple(
    randomAnswers,
    fc.dictionary(
      fc.constantFrom(...fieldNames, 'constructor', '__proto__', 'yes'),
      fc.oneof(anything, fc.jsonValue(), fc.string({ unit: 'binary' })),
      { maxKeys: 4, noNullPrototype: true },
    ),
  )
  .map(([legal, other]) => ({ ...legal, ...other }));

/** The answers, or undefined where they are refused as they should be. */
function answersOrRefusal(given: RawAnswers, stored?: RawAnswers) {
  try {
    return parseAnswers(given, surroundings, stored);
  } catch (error) {
    assert.ok(error instanceof AnswersError, `not a list of problems but ${error}`);
    assert.ok(error.problems.length > 0);
    for (const { message } of error.problems) assertSentence(message);
    return undefined;
  }
}

/** Answers that were taken are taken again, as given and as stored, and come to the same. */
function assertStable(given: RawAnswers): void {
  const answers = parsed(given);
  const stored = readStored(writeStored(undefined, answers));
  assert.deepEqual(parsed({}, stored), answers);
  assert.deepEqual(parsed(stored), answers);
}

describe('random answers', () => {
  it('that are legal are taken, and again once they are stored', () => {
    holdsForAll(randomAnswers, assertStable, 500);
  });

  it('are taken or refused in sentences, whatever they are', () => {
    holdsForAll(nearlyAnswers, (given) => {
      if (answersOrRefusal(given)) assertStable(given);
    });
    holdsForAll(fc.object({ values: [fc.string(), fc.integer(), anything] }), (given) => {
      answersOrRefusal(given as RawAnswers);
    });
  });

  it('are taken or refused in sentences when they are stored, whatever they are', () => {
    holdsForAll(fc.tuple(nearlyAnswers, nearlyAnswers), ([given, stored]) => {
      answersOrRefusal(given, stored);
      answersOrRefusal({}, JSON.parse(JSON.stringify(stored)) as RawAnswers);
    });
  });

  it('in a .yo-rc.json are read or refused in a sentence, whatever its text is', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ 'generator-hardened-container': value })),
    );
    holdsForAll(texts, (text) => {
      try {
        answersOrRefusal({}, readStored(text));
      } catch (error) {
        assert.ok(error instanceof Refusal, `not a refusal but ${error}`);
        assertSentence(error.message);
      }
    });
  });

  it('are not changed by being read', () => {
    holdsForAll(randomAnswers, (given) => {
      const before = structuredClone(given);
      parsed(deeplyFrozen(given), deeplyFrozen({ port: 9000, extras: ['tour'] }));
      assert.deepEqual(given, before);
    });
  });
});

function deeplyFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deeplyFrozen);
  return Object.freeze(value);
}
