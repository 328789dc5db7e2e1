import assert from 'node:assert/strict';
import { parseAnswers } from '../../src/answers/parse.ts';
import { AnswersError } from '../../src/answers/problem.ts';
import { questions, withAsked } from '../../src/answers/prompts.ts';
import { surroundings } from '../rendered-project.ts';

const pieces = [
  '\n',
  '\r',
  '\0',
  '\x1b[2J',
  '\u202e',
  '\u2028',
  '../',
  '$(id)',
  '`id`',
  "'",
  '"',
  ';',
  '|',
  '&',
  '\\',
  ' ',
  'a',
  '-',
  '1.2',
  '{{',
  '<%',
  '=',
  '; until 2026-13-01',
];

/** A repeatable sequence of texts made of what shells, files and terminals act on. */
function* texts(count: number): Generator<string> {
  let state = 1;
  const next = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
  for (let index = 0; index < count; index++)
    yield Array.from({ length: 1 + next(4) }, () => pieces[next(pieces.length)]).join('');
}

describe('hostile answers to prompts', () => {
  const known = { given: {}, stored: {}, surroundings };

  it('are rejected by the question, or are what flags accept as well', () => {
    let rejected = 0;
    for (const text of texts(1_000))
      for (const question of questions(known)) {
        if (question.type !== 'input') continue;
        const asked = { name: 'demo', preset: 'custom', hardening: [], extras: ['compose'] };
        const verdict = question.validate?.(text, asked) ?? true;
        const given = withAsked(known, { ...asked, [question.name]: text });
        if (verdict === true) assert.doesNotThrow(() => parseAnswers(given, surroundings), text);
        else {
          rejected++;
          assert.doesNotMatch(verdict, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          assert.throws(
            () => parseAnswers(given, surroundings),
            AnswersError,
            JSON.stringify(text),
          );
        }
      }
    assert.ok(rejected > 1_000, `${rejected}`);
  });
});
