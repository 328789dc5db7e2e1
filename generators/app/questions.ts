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

/** A question in the form that Yeoman hands to inquirer. */
export function asInquirer(question: Question, room: Room): object {
  if (question.type === 'input')
    return {
      ...question,
      validate: (value: unknown, asked: RawAnswers) => verdictOn(question, value, asked, room),
    };
  const renderSelectedChoices = question.type === 'checkbox' && {
    renderSelectedChoices: summaryOf,
  };
  return {
    ...question,
    choices: (asked: RawAnswers) => shownChoices(question, asked, room),
    pageSize: pageSizeOf(room),
    loop: false,
    theme: { style: { keysHelpTip: keysHelp, ...renderSelectedChoices } },
  };
}
