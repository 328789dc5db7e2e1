import { type Field, flagOf } from './field.ts';
import { type FieldName, fieldNames, fields } from './fields.ts';
import { type Interview, refuseOpen } from './interview.ts';
import { parseAnswers, type RawAnswers } from './parse.ts';
import { questionOf } from './prompts.ts';
import type { Known } from './question.ts';

/**
 * How to get the answers for a program that exists: only what was guessed is asked.
 *
 * @param guesses values by their fields
 */
export function interviewOfAdoption(guesses: RawAnswers): Interview {
  const open = ({ given }: Known) =>
    fieldNames.filter((name) => guesses[name] !== undefined && given[name] === undefined);
  const answers = (known: Known, asked: RawAnswers = {}) =>
    parseAnswers({ ...guesses, ...asked, ...known.given }, known.surroundings, known.stored);
  return {
    withoutAsking(known, call) {
      if (call.takesDefaults) return answers(known);
      if (call.canAsk) return undefined;
      const names = open(known);
      return names.length === 0 ? answers(known) : refuseOpen(names, call);
    },
    async byAsking(known, ask) {
      const asking = { ...known, previous: { ...guesses, ...known.previous } };
      return answers(known, await ask(open(known).map((name) => guessQuestion(name, asking))));
    },
    alwaysConfirms: true,
  };
}

/** The question for a guess: it may be about a field that nobody is asked about otherwise. */
function guessQuestion(name: FieldName, known: Known) {
  const field: Field = fields[name];
  return questionOf(name, known, { ...field, question: field.question ?? flagOf(name) });
}
