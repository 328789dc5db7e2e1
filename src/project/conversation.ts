import { readdirSync } from 'node:fs';
import { fields } from '../answers/fields.ts';
import type { Asking, Interview } from '../answers/interview.ts';
import type { RawAnswers } from '../answers/parse.ts';
import { placeOf } from '../answers/place.ts';
import type { Question, QuestionChoice } from '../answers/question.ts';
import { show } from '../printable.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { type Destination, openPlace } from './destination.ts';
import { type AnsweredService, compareService } from './service.ts';
import { linesOfFiles, summaryLines } from './summary.ts';

/** What is known before the first question. */
export interface Opening {
  readonly interview: Interview;
  readonly given: RawAnswers;
  readonly destination: Destination;
  readonly current: string;
  readonly remove?: unknown;
  /** What is the same for the service whatever is answered. */
  readonly rest?: Pick<
    AnsweredService,
    'isAddition' | 'isForced' | 'onConflict' | 'restores' | 'notices'
  >;
  /** Whether files are written in the end, which is then to be confirmed. */
  readonly isWriting: boolean;
}

/** A terminal, as a door uses it. */
export interface Terminal {
  readonly ask: Asking;
  readonly print: (text: string) => void;
  readonly columns: number;
}

/**
 * Asks for everything about one service that isn't known, and has it confirmed before it is written.
 *
 * @throws Refusal if it is canceled.
 */
export async function converse(opening: Opening, terminal: Terminal): Promise<AnsweredService> {
  let previous: RawAnswers = {};
  for (;;) {
    const { service, asked } = await askOnce(opening, terminal, previous);
    const isUnasked = Object.keys(asked).length === 0 && !opening.interview.alwaysConfirms;
    const isSettled = !opening.isWriting || isUnasked;
    if (isSettled || (await confirms(service, terminal))) return service;
    previous = asked;
  }
}

async function askOnce(opening: Opening, terminal: Terminal, previous: RawAnswers) {
  const { interview, current, remove, rest } = opening;
  const asked: Record<string, unknown> = {};
  const ask = async (questions: Question[]) => {
    const answers = await terminal.ask(questions);
    Object.assign(asked, answers);
    return answers;
  };
  let { given, destination } = opening;
  if (asksPlace(opening)) {
    const { [place]: typed } = await ask([placeQuestion(current, previous[place])]);
    const opened = openPlace(typed, current);
    destination = opened.destination;
    given = { ...given, ...(opened.name !== undefined && { name: opened.name }) };
  }
  const known = { given, ...destination, remove, previous };
  const answers = await interview.byAsking(known, ask);
  const service: AnsweredService = { answers, destination, ...rest };
  return { service, asked };
}

/** A folder is asked for, unless one was typed or the current one has a project, which is then changed. */
function asksPlace({ interview, given, destination, current }: Opening): boolean {
  return (
    interview.makesFolder === true &&
    given.name === undefined &&
    destination.isNew &&
    destination.folder === current
  );
}

/** Name of the question for the folder, which isn't a field. */
const place = 'place';

function placeQuestion(current: string, previous: unknown): Question {
  return {
    type: 'input',
    name: place,
    message: 'Name or path of the new service (. is this folder):',
    when: () => true,
    default: () => previous ?? (isEmpty(current) ? '.' : 'my-service'),
    validate: (typed) => placeProblem(typed, current) ?? true,
  };
}

function placeProblem(typed: unknown, current: string): string | undefined {
  if (placeOf(typed).path === undefined)
    return `${show(typed)} isn't valid. Use ${fields.name.allowed}. A path such as services/pay leads to a folder below this one.`;
  try {
    openPlace(typed, current);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** Whether a folder is empty. A repository that was just created counts as empty. */
function isEmpty(folder: string): boolean {
  return readdirSync(folder).every((name) => name === '.git');
}

/** Name of the question before files are written. */
const confirm = 'confirm';

const actions: readonly QuestionChoice[] = [
  { value: 'write', title: 'Write', why: 'write these files' },
  { value: 'show', title: 'Show files', why: 'list each file, then ask again' },
  { value: 'back', title: 'Back', why: 'go through the questions again' },
  { value: 'cancel', title: 'Cancel', why: 'write nothing' },
];

const confirmation: Question = {
  type: 'select',
  name: confirm,
  message: 'Write the files?',
  when: () => true,
  default: () => 'write',
  choices: () => actions,
};

/** Whether the files are to be written; else the questions are asked again. */
async function confirms(service: AnsweredService, terminal: Terminal): Promise<boolean> {
  const compared = compareService(service);
  terminal.print(['', ...summaryLines(service, compared, terminal.columns), ''].join('\n'));
  for (;;) {
    const { [confirm]: action } = await terminal.ask([confirmation]);
    if (action === 'write') return true;
    if (action === 'back') return false;
    if (action === 'cancel')
      throw new Refusal('Canceled. Nothing was written.', exitCodes.interrupted);
    terminal.print(['', ...linesOfFiles(compared), ''].join('\n'));
  }
}
