import type { Answers } from '../answers/parse.ts';
import { planProject } from '../plan/plan.ts';
import { changedByAnswers, type Merge } from './addition.ts';
import { type ComparedFile, compareProject, filesInTheWay } from './compare.ts';
import type { Destination } from './destination.ts';
import { withMergedEdits } from './edits.ts';
import { findObsolete, noticesOfObsolete, type Obsolete, writtenPaths } from './obsolete.ts';
import { type Pinning, unpinned } from './pinning.ts';
import { renderProject } from './project.ts';
import { noticesOfSubfolder } from './repository.ts';
import { recordsOf, withUnedited } from './written.ts';

/** A service that is to be written: what was answered, and where it goes. */
export interface AnsweredService {
  readonly answers: Answers;
  readonly destination: Destination;
  /** For a project that may have been worked on: only what the answers change is written, and is worked into it. */
  readonly merge?: Merge;
  /** For a project that exists: what merges into its edited files. */
  readonly mergeEdits?: Merge;
  /** Whether it is one of a list, whose services share files. */
  readonly isOfList?: boolean;
  /** What is known of the digests of its images: see withDigests. */
  readonly pinning?: Pinning;
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
export function compareService(service: AnsweredService): ComparedService {
  const { answers, destination, merge, mergeEdits, pinning = unpinned } = service;
  const { folder, storedText, surroundings } = destination;
  const { digests } = pinning;
  const plan = planProject(answers, surroundings.today, digests);
  const compared = compareProject(folder, renderProject(plan, answers, storedText));
  const records = recordsOf(folder, storedText);
  const all = withUnedited(compared, records);
  const changed = merge
    ? changedByAnswers(all, destination, merge, digests)
    : mergeEdits
      ? withMergedEdits(all, destination, records, mergeEdits, digests)
      : all;
  const files = withForeign(changed, destination);
  const obsolete = findObsolete(destination, all, records);
  return {
    files,
    obsolete,
    notices: [
      ...plan.notices,
      ...pinning.notices,
      ...noticesOfObsolete(obsolete),
      ...noticesOfSubfolder(service),
    ],
  };
}

/** Whether a comparison leaves nothing to do: then nobody has to be kept out of the folder. */
export function isUpToDate({
  files,
  obsolete: { removable, gone = [] },
}: ComparedService): boolean {
  return files.every(({ status }) => status === 'same') && removable.length + gone.length === 0;
}

/** Marks the conflicting files that this tool has not written. */
function withForeign(
  files: readonly ComparedFile[],
  destination: Destination,
): readonly ComparedFile[] {
  const conflicts = filesInTheWay(files);
  if (conflicts.length === 0) return files;
  const written = writtenPaths(destination);
  const isForeign = (file: ComparedFile) => conflicts.includes(file) && !written.has(file.path);
  return files.map((file) => (isForeign(file) ? { ...file, isForeign: true } : file));
}
