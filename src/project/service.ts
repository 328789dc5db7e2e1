import type { Answers } from '../answers/parse.ts';
import { readWritten } from '../answers/stored.ts';
import { planProject } from '../plan/plan.ts';
import { Refusal } from '../refusal.ts';
import { orderOfVersions, version } from '../version.ts';
import { type ComparedFile, compareProject, filesInTheWay, listed } from './compare.ts';
import type { Destination } from './destination.ts';
import { realPath } from './folder.ts';
import { findObsolete, noticesOfObsolete, type Obsolete, writtenPaths } from './obsolete.ts';
import { type Pinning, unpinned } from './pinning.ts';
import { renderFiles, renderStored } from './project.ts';
import { type Merge, type OnConflict, type Reconciled, reconcile } from './reconcile.ts';
import { noticesOfSubfolder, uncommittedIn } from './repository.ts';
import { idsOf, killedTexts } from './written.ts';

/** A service that is to be written: what was answered, and where it goes. */
export interface AnsweredService {
  readonly answers: Answers;
  readonly destination: Destination;
  /** For a project that exists: what merges into its edited files. */
  readonly merge?: Merge;
  /** Whether the deleted files of a project that exists are written again. */
  readonly restores?: boolean;
  /** Whether conflicting files are overwritten. */
  readonly isForced?: boolean;
  /** What becomes of a file in which a change and an edit conflict. */
  readonly onConflict?: OnConflict | undefined;
  /** Whether it only adds to a project: then no registry is asked for digests. */
  readonly isAddition?: boolean;
  /** What its user should know before it is written. */
  readonly notices?: readonly string[];
  /** Whether it is one of a list, whose services share files. */
  readonly isOfList?: boolean;
  /** What is known of the digests of its images: see withDigests. */
  readonly pinning?: Pinning;
}

/** What writing a service comes to. */
export interface ComparedService {
  readonly files: readonly ComparedFile[];
  readonly obsolete: Obsolete;
  /** Source of the user that the answers would change, and that is left alone. */
  readonly own?: readonly ComparedFile[];
  /** Files with conflicts that are for the user to resolve. */
  readonly unresolved?: readonly ComparedFile[];
  /** What its user should know, none of it an error. */
  readonly notices: readonly string[];
}

/** Gives services that exist what merges into their edited files. It is loaded only if there are any. */
export async function withMerge(
  services: readonly AnsweredService[],
): Promise<readonly AnsweredService[]> {
  if (services.every(({ destination }) => destination.isNew)) return services;
  const { merge } = await import('./merge.ts');
  return services.map((service) => (service.destination.isNew ? service : { ...service, merge }));
}

/**
 * Renders all files of a service, and compares them with its folder. Nothing is written.
 *
 * @throws Refusal with a sentence where a file cannot be written there, or a newer version wrote the project.
 */
export function compareService(service: AnsweredService): ComparedService {
  const { answers, destination, pinning = unpinned, ...how } = service;
  const { folder, storedText, surroundings } = destination;
  const { digests } = pinning;
  refuseNewer(destination);
  const plan = planProject(answers, surroundings.today, digests);
  const planned = compareProject(folder, renderFiles(plan));
  const killed = killedTexts(realPath(folder));
  const reconciled = destination.isNew
    ? allOf(planned)
    : reconcile(planned, { ...how, destination, digests, killed });
  const { files, own, unresolved, record, notices } = reconciled;
  const stored = compareProject(folder, [renderStored(answers, record, storedText)]);
  const obsolete = findObsolete(destination, planned, killed);
  return {
    files: [...withForeign(files, destination, killed), ...stored],
    own,
    unresolved,
    obsolete,
    notices: [
      ...(service.notices ?? []),
      ...plan.notices,
      ...pinning.notices,
      ...notices,
      ...noticeOfUncommitted(service, files, obsolete),
      ...noticesOfObsolete(obsolete),
      ...noticesOfSubfolder(service),
    ],
  };
}

/** Changes of the user and of this run can't be told apart afterwards, unless git has the first. */
function noticeOfUncommitted(
  { destination: { folder, isNew }, isOfList }: AnsweredService,
  files: readonly ComparedFile[],
  { removable }: Obsolete,
): string[] {
  if (isNew || isOfList) return [];
  const touched = files.filter(({ status }) => status === 'change');
  const paths = [...touched, ...removable].map(({ path }) => path);
  const changed = uncommittedIn(folder, paths).map((path) => ({ path }));
  if (changed.length === 0) return [];
  return [
    `Uncommitted changes are mixed with the changes of this run: ${listed(changed)}. To separate them, commit first.`,
  ];
}

/** A project that doesn't exist yet gets all of its files. */
function allOf(planned: readonly ComparedFile[]): Reconciled {
  return {
    files: planned,
    own: [],
    unresolved: [],
    record: { files: idsOf(planned) },
    notices: [],
  };
}

/** A newer version may have written what this one doesn't know. */
function refuseNewer({ folder, storedText }: Destination): void {
  const written = readWritten(storedText);
  if (!written || orderOfVersions(written.version, version) <= 0) return;
  throw new Refusal(
    `${folder} was written by version ${written.version}, which is newer than this one (${version}). Nothing was written. Install that version: npm install --global generator-hardened-container@${written.version}`,
  );
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
  killed: readonly string[],
): readonly ComparedFile[] {
  const conflicts = filesInTheWay(files);
  if (conflicts.length === 0) return files;
  const written = writtenPaths(destination, killed);
  const isForeign = (file: ComparedFile) => conflicts.includes(file) && !written.has(file.path);
  return files.map((file) => (isForeign(file) ? { ...file, isForeign: true } : file));
}
