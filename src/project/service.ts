import type { Answers } from '../answers/parse.ts';
import { planProject } from '../plan/plan.ts';
import { type ComparedFile, compareProject } from './compare.ts';
import type { Destination } from './destination.ts';
import { findObsolete, noticesOfObsolete, type Obsolete } from './obsolete.ts';
import { renderProject } from './project.ts';

/** A service that is to be written: what was answered, and where it goes. */
export interface AnsweredService {
  readonly answers: Answers;
  readonly destination: Destination;
}

/** What writing a service comes to. */
export interface ComparedService {
  readonly files: readonly ComparedFile[];
  readonly obsolete: Obsolete;
  /** What its user should know, none of it an error. */
  readonly notices: readonly string[];
}

/**
 * Renders all files of a service, and compares them with its folder. Nothing is written.
 *
 * @throws Refusal with a sentence where a file cannot be written there.
 */
export function compareService({ answers, destination }: AnsweredService): ComparedService {
  const { folder, storedText, surroundings } = destination;
  const plan = planProject(answers, surroundings.today);
  const files = compareProject(folder, renderProject(plan, answers, storedText));
  const obsolete = findObsolete(destination, files);
  return { files, obsolete, notices: [...plan.notices, ...noticesOfObsolete(obsolete)] };
}
