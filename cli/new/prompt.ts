import { styleText } from 'node:util';
import type { RawAnswers } from '../../src/answers/parse.ts';
import type { Question } from '../../src/answers/question.ts';
import {
  keysHelp,
  pageSizeOf,
  type Room,
  shownChoices,
  summaryOf,
  verdictOn,
} from '../../src/answers/shown.ts';

/** Asks one question, and redraws it at each key. Each kind of question is loaded when it is asked. */
export async function askQuestion(
  question: Question,
  asked: RawAnswers,
  output: NodeJS.WritableStream,
  room: Room,
): Promise<unknown> {
  const { type, message: text } = question;
  const message = typeof text === 'function' ? text(asked) : text;
  const current = question.default(asked);
  if (type === 'input') {
    const { default: input } = await import('@inquirer/input');
    const validate = (value: string) => verdictOn(question, value, asked, room);
    return input({ message, default: String(current), validate }, { output });
  }
  const choices = shownChoices(question, asked, room);
  const list = { message, pageSize: pageSizeOf(room), loop: false };
  if (type === 'select') {
    const { default: select } = await import('@inquirer/select');
    return select({ ...list, choices, default: String(current), theme: selectTheme }, { output });
  }
  const { default: checkbox } = await import('@inquirer/checkbox');
  const checked = (value: string) => Array.isArray(current) && current.includes(value);
  const boxes = choices.map((box) =>
    'value' in box ? { ...box, checked: checked(box.value) } : box,
  );
  return checkbox({ ...list, choices: boxes as never, theme: checkboxTheme }, { output });
}

const keysHelpTip = (keys: [string, string][]) => styleText('dim', keysHelp(keys));
const selectTheme = { style: { keysHelpTip } };
const checkboxTheme = { style: { keysHelpTip, renderSelectedChoices: summaryOf } };
