import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldNames } from '../../src/answers/fields.ts';
import { doorFlags, flags, unknownFlag, valuesOf } from '../../src/answers/flags.ts';
import { interviewOfService } from '../../src/answers/interview.ts';
import { nearest } from '../../src/answers/nearest.ts';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { questions, unanswered, withAsked } from '../../src/answers/prompts.ts';
import { readStored, writeStored } from '../../src/answers/stored.ts';
import { Refusal } from '../../src/refusal.ts';
import { surroundings } from '../rendered-project.ts';
import { asked } from './asked-questions.ts';
import { parsed } from './parsed-answers.ts';
import { holdsForAll } from './property.ts';
import { randomAnswers } from './random-answers.ts';
import { printableText } from './random-text.ts';
import { shell } from './written-project.ts';

const known = (given: RawAnswers = {}, stored: RawAnswers = {}) => ({
  given,
  stored,
  surroundings,
});

/** What is answered where the default won't do. */
function chosen(name: string, customizing: boolean): string | undefined {
  if (name === 'reason') return 'not needed';
  return name === 'settings' && customizing ? 'customize' : undefined;
}

/** The answers if every question gets its default, except the reason, which has none. */
function answeredByDefault(given: RawAnswers, stored: RawAnswers = {}, customizing = true) {
  const about = known(given, stored);
  const answers = asked(
    questions(about),
    ({ name, default: answer }, soFar) => chosen(name, customizing) ?? answer(soFar),
  );
  return parsed(withAsked(about, answers), stored);
}

describe('the questions', () => {
  it('are these, in this order', () => {
    assert.deepEqual(
      questions(known()).map(({ name }) => name),
      [
        ...['name', 'language', 'settings'],
        ...['languageVersion', 'kind', 'base', 'baseVersion'],
        ...['preset', 'hardening', 'reason', 'extras', 'data'],
        ...['manager', 'entry', 'probe'],
      ],
    );
  });

  it('omit given answers, and answers that these exclude', () => {
    const open = unanswered(known({ name: 'x', base: 'scratch', hardening: 'seccomp' }));
    assert.deepEqual(open, ['language', 'languageVersion', 'kind', 'extras']);
    assert.ok(!unanswered(known()).includes('baseVersion'), 'the default base has no version');
    assert.ok(unanswered(known({ base: 'alpine' })).includes('baseVersion'));
    assert.deepEqual(unanswered(known({}, { name: 'x' })), [], 'nothing, where answers are stored');
  });

  it('come to the same as none when each is answered by its default', () => {
    assert.deepEqual(answeredByDefault({}), parsed());
    assert.deepEqual(answeredByDefault({}, {}, false), parsed());
    for (const given of [{ base: 'alpine' }, { kind: 'worker' }, { preset: 'tutorial' }])
      assert.deepEqual(answeredByDefault(given), parsed(given));
  });

  it('offer what is stored, so that asking again changes nothing', () => {
    holdsForAll(randomAnswers, (given) => {
      const before = parsed(given);
      const stored = readStored(writeStored(undefined, before));
      const after = answeredByDefault({}, stored);
      const ids = (answers: typeof before) => answers.chosen.map(({ id }) => id);
      assert.deepEqual(ids(after), ids(before));
      for (const name of ['name', 'kind', 'base', 'baseVersion', 'languageVersion'] as const)
        assert.deepEqual(after[name], before[name]);
    });
  });

  it('offer only what is taken, whatever is answered before', () => {
    holdsForAll(fc.infiniteStream(fc.nat()), (numbers) => {
      const next = () => numbers.next().value ?? 0;
      const answers = asked(questions(known()), (question, soFar) => {
        const values = question.choices?.(soFar).map(({ value }) => value) ?? [];
        if (question.type === 'select') return values[next() % values.length];
        if (question.type === 'checkbox') return values.filter(() => next() % 2 === 0);
        return question.name === 'reason' ? 'not needed' : question.default(soFar);
      });
      parsed(withAsked(known(), answers));
    });
  });

  it('say of a typed answer why it is refused, in the words of the flag', () => {
    const [name] = questions(known());
    assert.equal(name?.validate?.('orders', {}), true);
    assert.match(
      String(name?.validate?.('Orders', {})),
      /^name "Orders" isn't valid\. Use at most/,
    );
  });
});

describe('the flags', () => {
  it('are one for each answer but the name, with a line of help', () => {
    assert.deepEqual(
      flags.map(({ field }) => field),
      fieldNames.filter((field) => field !== 'name'),
    );
    for (const { name, help } of flags) {
      assert.match(name, /^[a-z]+(-[a-z]+)*$/);
      assert.match(help, /^\S.{5,90}[^\s.]$/);
    }
  });

  it('list the values that are the same every day, and none that come and go', () => {
    const values = Object.fromEntries(flags.map((flag) => [flag.name, valuesOf(flag)]));
    assert.deepEqual(values.kind, ['http', 'worker']);
    assert.deepEqual(values.port, ['1025 to 65535']);
    assert.deepEqual(values['base-version'], []);
    assert.deepEqual(values.description, []);
  });

  it('that there are not are refused, with the one that was meant', () => {
    assert.equal(unknownFlag('--pord').message, 'Unknown flag --pord. Did you mean --port?');
    for (const name of [...flags.map((flag) => flag.name), ...Object.keys(doorFlags)])
      assert.ok(unknownFlag('--qqqqqqqq').message.includes(`--${name}`));
  });
});

describe('the nearest word', () => {
  const words = ['port', 'preset', 'base', 'base-version', 'with', 'without', 'waiver'];
  const rows: readonly [string, string | undefined][] = [
    ['pord', 'port'],
    ['pot', 'port'],
    ['presets', 'preset'],
    ['pre', 'preset'],
    ['baze', 'base'],
    ['bsae', 'base'],
    ['baseversion', 'base-version'],
    ['widthout', 'without'],
    ['x', undefined],
    ['', undefined],
    ['hardening', undefined],
  ];
  for (const [typed, meant] of rows)
    it(`to ${JSON.stringify(typed)} is ${meant ?? 'none'}`, () => {
      assert.equal(nearest(typed, words), meant);
    });
});

describe('where there is nobody to ask', () => {
  const call = { takesDefaults: false, canAsk: false };

  /** The command to copy, under the sentence that names the flags. */
  function offered(words: readonly string[]): string {
    try {
      interviewOfService.withoutAsking(known(), { ...call, words });
    } catch (error) {
      assert.ok(error instanceof Refusal);
      return error.message.split('\n  ')[1] ?? '';
    }
    return assert.fail('it has not been refused');
  }

  it('every flag that is missing is named, with a command to copy', () => {
    const about = known({ name: 'x', base: 'alpine', kind: 'http' });
    assert.throws(() => interviewOfService.withoutAsking(about, { ...call, words: ['yo', 'x'] }), {
      message:
        "Not running in a terminal, so I can't prompt. Pass --language, --language-version, --base-version, --preset, --extras, " +
        'or use --yes to accept the defaults:\n  yo x --yes',
    });
  });

  it('nothing is missing with --yes, or where answers are stored', () => {
    const given = { ...call, words: [] };
    assert.deepEqual(
      interviewOfService.withoutAsking(known(), { ...given, takesDefaults: true }),
      parsed(),
    );
    const stored = readStored(writeStored(undefined, parsed({ port: 9090 })));
    assert.equal(interviewOfService.withoutAsking(known({}, stored), given)?.port, 9090);
  });

  it('the command is read by a shell as the words that were typed', () => {
    holdsForAll(
      fc.array(printableText, { maxLength: 5 }),
      (words) => {
        const printed = shell(`printf '%s\\n' ${offered(['yo', ...words])}`).split('\n');
        const at = words.includes('--') ? words.indexOf('--') : words.length;
        assert.deepEqual(printed, ['yo', ...words.slice(0, at), '--yes', ...words.slice(at), '']);
      },
      25,
    );
    assert.equal(offered(['yo', '', '--', 'x']), "yo '' --yes -- x");
  });

  it('the command has quotes only where they are needed', () => {
    assert.equal(
      offered(['yo', '--registry=ghcr.io/a', '--waiver', "seccomp=it's old"]),
      "yo --registry=ghcr.io/a --waiver 'seccomp=it'\\''s old' --yes",
    );
  });
});
