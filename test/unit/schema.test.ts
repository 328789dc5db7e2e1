import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readAnswersFile } from '../../src/answers/answers-file.ts';
import { deciding, type Field } from '../../src/answers/field.ts';
import { fieldNames, fields } from '../../src/answers/fields.ts';
import { defaultOf, draftAnswers, parseAnswers, type RawAnswers } from '../../src/answers/parse.ts';
import { answersSchema } from '../../src/answers/schema.ts';
import { options } from '../../src/hardening/options.ts';
import type { Language } from '../../src/languages/language.ts';
import { languages } from '../../src/languages/languages.ts';
import { Refusal } from '../../src/refusal.ts';
import { surroundings } from '../rendered-project.ts';
import { holdsForAll } from './property.ts';
import { randomAnswers } from './random-answers.ts';
import { refusedAnswers } from './refused-answers.ts';

/** Whether a value fits the schema of a day. */
function validatorOf(today: string) {
  const ajv = new Ajv2020({ strictTypes: false });
  return ajv.compile(answersSchema({ ...surroundings, today }) as object);
}

function isRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

/** As it comes out of a file: what JSON does not know is gone. */
function asWritten<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const days = [surroundings.today, '2024-06-01', '2099-01-01'];
const validators = new Map(days.map((today) => [today, validatorOf(today)]));

/** The schema takes the answers of one service exactly where parseAnswers does. */
function assertAgreement(
  answers: RawAnswers,
  today = surroundings.today,
  validate = validators.get(today) ?? assert.fail(today),
): void {
  const isTaken = isRead(() => parseAnswers(answers, { ...surroundings, today }));
  assert.equal(
    validate(answers),
    isTaken,
    `${today}: ${JSON.stringify(answers)} is ${isTaken ? 'taken' : 'refused'}`,
  );
}

/** Something that a field takes here or there, or nearly so. */
function valueFor(field: Field): fc.Arbitrary<unknown> {
  const { draft } = draftAnswers({ base: 'debian', allowEol: true }, surroundings);
  const values =
    field.type === 'choice' || field.type === 'set'
      ? [...field.choices(draft).map(({ value }) => value), '3.24', 3.2, 3.12, 12, '3.12.1', 'edge']
      : [defaultOf(field, draft)];
  const ids = fc.constantFrom(...options.map(({ id }) => id), 'tour', '', ' ');
  return fc.oneof(
    fc.constantFrom(...values),
    fc.array(ids, { maxLength: 4 }),
    fc.array(ids, { maxLength: 4 }).map((names) => names.join(' ,')),
    ids.map((id) => `${id}=for a reason`),
    fc.array(
      ids.map((id) => `${id}=for a reason; until 2027-01-01`),
      { maxLength: 2 },
    ),
    fc.constantFrom(true, false, null, '', 8080, '8080', '01025', '1024', 65536, '65536'),
    fc.integer().map(String),
    fc.jsonValue(),
  );
}

/** Any answers: what is refused is so because of one value, or of two that do not fit. */
const anyAnswers: fc.Arbitrary<RawAnswers> = fc
  .tuple(
    randomAnswers,
    fc.record(Object.fromEntries(fieldNames.map((name) => [name, valueFor(fields[name])])), {
      requiredKeys: [],
    }),
    fc.subarray(fieldNames, { maxLength: 3 }),
    fc.subarray(fieldNames),
  )
  .map(([legal, other, replaced, left]) => {
    const added = replaced.map((name) => [name, other[name]] as const);
    const kept = Object.entries(legal).filter(([name]) => !left.includes(name as never));
    return asWritten(Object.fromEntries([...kept, ...added]));
  });

describe('the schema of answers', () => {
  it('takes legal answers', () => {
    holdsForAll(randomAnswers, (answers) => assertAgreement(asWritten(answers)), 500);
  });

  it('takes and refuses what parseAnswers does, whatever it is', () => {
    let taken = 0;
    let refused = 0;
    holdsForAll(
      anyAnswers,
      (answers) => {
        assertAgreement(answers);
        if (validators.get(surroundings.today)?.(answers)) taken++;
        else refused++;
      },
      3000,
    );
    assert.ok(taken > 300 && refused > 300, `${taken} taken, ${refused} refused`);
  });

  it('does so on other days, when versions are past their end of life or not yet', () => {
    for (const today of days)
      holdsForAll(anyAnswers, (given) => assertAgreement(given, today), 500);
  });

  it('does so of every value that is known to be refused', () => {
    for (const [name, rows] of Object.entries(refusedAnswers))
      for (const { values, beside } of rows)
        for (const value of values.filter((one) => Number.isFinite(one) || typeof one !== 'number'))
          assertAgreement(asWritten({ ...beside, [name]: value }));
  });

  it('does so of pairs of answers, each given or not', () => {
    const decisive = deciding.flatMap((name) =>
      (name === 'allowEol' ? [true, false] : valuesOf(name)).map((value) => [name, value] as const),
    );
    const others = fieldNames.flatMap((name) =>
      [...valuesOf(name), '3.12', 8080, 'no-shell', ['healthcheck'], 'seccomp=x', []].map(
        (value) => [name, value] as const,
      ),
    );
    for (const first of [...decisive, []])
      for (const second of others)
        assertAgreement(Object.fromEntries([first, second].filter((pair) => pair.length > 0)));
  });

  it('does so with a language of other bases and versions, and without a module', () => {
    const [first] = languages as Language[];
    if (!first) return assert.fail();
    const { module: _, ...rest } = first;
    const other = { ...rest, id: 'other', bases: ['debian', 'alpine'], toolchain: 'debian' };
    (languages as Language[]).push(other as Language);
    try {
      const validate = validatorOf(surroundings.today);
      const given = anyAnswers.map((answers) => ({ ...answers, language: 'other' }));
      for (const field of ['', 'base', 'baseVersion', 'languageVersion', 'module'])
        holdsForAll(given, ({ [field]: _left, ...answers }: RawAnswers) =>
          assertAgreement(answers, surroundings.today, validate),
        );
      assertAgreement({ language: 'other', baseVersion: '13.1' }, surroundings.today, validate);
      assertAgreement({ language: 'other', languageVersion: 13 }, surroundings.today, validate);
      assert.equal(validate({ language: 'other', base: 'scratch' }), false);
      assert.equal(validate({ language: 'other', module: 'example.com/x' }), false);
    } finally {
      (languages as Language[]).pop();
    }
  });

  it('rejects unknown keys', () => {
    for (const text of ['{"prot": 1}', '{"__proto__": 1}', '{"constructor": 1}', '{"": 1}'])
      assertAgreement(JSON.parse(text));
  });
});

/** The values that an answer with few of them can have. */
function valuesOf(name: (typeof fieldNames)[number]): unknown[] {
  const field: Field = fields[name];
  const { draft } = draftAnswers({}, surroundings);
  return field.type === 'choice' ? field.choices(draft).map(({ value }) => value) : [];
}

describe('the schema of an answers file', () => {
  const validate = validators.get(surroundings.today) ?? assert.fail();
  /** Whether all services of a file can be made. */
  const isTaken = (file: unknown) =>
    isRead(() => {
      for (const { answers } of readAnswersFile(JSON.stringify(file), 'file').entries)
        parseAnswers(answers, surroundings);
    });
  const named = (list: RawAnswers[]) => list.map((answers, i) => ({ ...answers, name: `s${i}` }));

  it('takes a list and refuses it as the command does', () => {
    holdsForAll(fc.array(anyAnswers, { maxLength: 3 }), (list) => {
      const services = named(list);
      assert.equal(validate(services), isTaken(services));
      assert.equal(validate({ services, $schema: 'x' }), isTaken({ services }));
    });
  });

  it('refuses no services that share answers, where the command takes them', () => {
    let taken = 0;
    holdsForAll(
      fc.tuple(randomAnswers, fc.array(randomAnswers, { minLength: 1, maxLength: 3 })),
      ([{ name: _, ...shared }, list]) => {
        const file = asWritten({ ...shared, services: named(list) });
        if (!isTaken(file)) return;
        taken++;
        assert.ok(validate(file), JSON.stringify(file));
      },
      200,
    );
    assert.ok(taken > 20, `${taken} are taken`);
  });

  const rows: readonly [unknown, boolean][] = [
    [{}, true],
    [{ $schema: 'answers.json', kind: 'worker' }, true],
    [[], false],
    [[{ kind: 'worker' }], false],
    [[{ name: 'a', $schema: 'x' }], false],
    [{ services: [] }, false],
    [{ services: 1 }, false],
    [{ services: [{ name: 'a' }], name: 'b' }, false],
    [{ services: [{ name: 'a' }], base: 'alpine' }, true],
    [{ services: [{ name: 'a', prot: 1 }], base: 'alpine' }, false],
    [{ services: [{ name: 'a' }], prot: 1 }, false],
    [{ services: ['a'] }, false],
    ['a', false],
    [null, false],
    [7, false],
  ];
  for (const [file, expected] of rows)
    it(`${expected ? 'takes' : 'refuses'} ${JSON.stringify(file)}, as the command does`, () => {
      assert.equal(validate(file), expected);
      assert.equal(isTaken(file), expected);
    });

  it('describes each answer and its default', () => {
    const { $defs } = answersSchema(surroundings) as { $defs: { values: { properties: object } } };
    const properties = $defs.values.properties as Record<string, Record<string, unknown>>;
    assert.deepEqual(Object.keys(properties), fieldNames);
    for (const name of fieldNames) assert.equal(properties[name]?.description, fields[name].help);
    assert.deepEqual(
      ['kind', 'port', 'preset', 'allowEol', 'name'].map((name) => properties[name]?.default),
      ['http', 8080, 'strict', false, undefined],
    );
  });
});
