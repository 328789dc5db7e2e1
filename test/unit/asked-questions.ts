import type { RawAnswers } from '../../src/answers/parse.ts';
import type { Question } from '../../src/answers/question.ts';

/** Questions that are asked in order; each is answered as `choose` says. */
export function asked(
  open: readonly Question[],
  choose: (question: Question, answers: RawAnswers) => unknown,
): RawAnswers {
  const answers: Record<string, unknown> = {};
  for (const question of open)
    if (question.when(answers)) answers[question.name] = choose(question, answers);
  return answers;
}
