import assert from 'node:assert/strict';
import type { Surroundings } from '../../src/answers/field.ts';
import { type Answers, parseAnswers, type RawAnswers } from '../../src/answers/parse.ts';
import { AnswersError, type Problem } from '../../src/answers/problem.ts';
import { surroundings } from '../rendered-project.ts';

/** Answers as the tests give them: on their day, in a folder called my-service. */
export function parsed(
  given: RawAnswers = {},
  stored: RawAnswers = {},
  around: Partial<Surroundings> = {},
): Answers {
  return parseAnswers(given, { ...surroundings, ...around }, stored);
}

/** What is wrong with answers; an error that is anything but a list of problems is thrown on. */
export function problemsOf(
  given: RawAnswers,
  stored: RawAnswers = {},
  around: Partial<Surroundings> = {},
): readonly Problem[] {
  try {
    parsed(given, stored, around);
    return [];
  } catch (error) {
    if (!(error instanceof AnswersError)) throw error;
    assert.equal(error.message, error.problems.map(({ message }) => message).join('\n'));
    return error.problems;
  }
}

/** The one sentence that refuses answers. */
export function refusal(
  given: RawAnswers,
  stored: RawAnswers = {},
  around: Partial<Surroundings> = {},
): string {
  const problems = problemsOf(given, stored, around);
  assert.equal(problems.length, 1, `one problem is expected with ${JSON.stringify(given)}`);
  const message = problems[0]?.message ?? '';
  assertSentence(message);
  return message;
}

/** A sentence is one line that a terminal shows as it is, and ends with a full stop. */
export function assertSentence(message: string): void {
  assert.match(message, /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+\.$/u);
}
