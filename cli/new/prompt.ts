import type { RawAnswers } from '../../src/answers/parse.ts';
import type { Question } from '../../src/answers/prompts.ts';

/** What a list is asked with. */
export interface Choice {
  readonly value: string;
  readonly name: string;
}

/** Asks the questions in order, each in the light of the answers before it. */
export async function askQuestions(
  questions: readonly Question[],
  output: NodeJS.WritableStream,
): Promise<RawAnswers> {
  const asked: Record<string, unknown> = {};
  for (const question of questions)
    if (question.when(asked)) asked[question.name] = await askQuestion(question, asked, output);
  return asked;
}

/** Each kind of question is loaded when it is asked. */
async function askQuestion(question: Question, asked: RawAnswers, output: NodeJS.WritableStream) {
  const { type, message: text, pageSize, loop, theme, validate } = question;
  const message = typeof text === 'function' ? text(asked) : text;
  const list = { message, pageSize, loop, choices: question.choices?.(asked) ?? [] };
  const current = question.default(asked);
  if (type === 'select') {
    const { default: select } = await import('@inquirer/select');
    return select({ ...list, default: String(current) }, { output });
  }
  if (type === 'checkbox') {
    const { default: checkbox } = await import('@inquirer/checkbox');
    const checked = (value: string) => Array.isArray(current) && current.includes(value);
    const choices = list.choices.map((box) => ({ ...box, checked: checked(box.value) }));
    return checkbox({ ...list, choices, ...(theme && { theme }) }, { output });
  }
  const { default: input } = await import('@inquirer/input');
  const check = (value: string) => validate?.(value, asked) ?? true;
  return input({ message, default: String(current), validate: check }, { output });
}

/** Asks for one of a list. */
export async function askChoice(
  message: string,
  choices: readonly Choice[],
  output: NodeJS.WritableStream,
): Promise<string> {
  const { default: select } = await import('@inquirer/select');
  return select({ message, choices }, { output });
}
