import { join } from 'node:path';
import { type Answers, parseAnswers } from '../answers/parse.ts';
import { AnswersError } from '../answers/problem.ts';
import { readStored, readWritten, storedFile, type Written } from '../answers/stored.ts';
import { baseImageOf, languageOf } from '../answers/target.ts';
import { type CatalogId, catalogImage, findVersion, isPastEndOfLife } from '../images/catalog.ts';
import { serviceOf } from '../plan/context.ts';
import { type PlannedFile, planProject } from '../plan/plan.ts';
import { orderOfVersions, version as ownVersion } from '../version.ts';
import type { Destination } from './destination.ts';
import { statOf } from './folder.ts';
import { idOfAnswers, isAsWritten, killedTexts, recordsOf } from './written.ts';

/** A way in which a project has drifted from what the generator would write. */
export interface Drift {
  readonly id: DriftId;
  /** The file, relative to the project. */
  readonly path?: string;
  readonly message: string;
  readonly weight: 'error' | 'edit' | 'notice';
}

export type DriftId =
  | 'invalid-answers'
  | 'edited-answers'
  | 'no-record'
  | 'newer-project'
  | 'older-project'
  | 'edited-verifier'
  | 'edited-file'
  | 'deleted-file'
  | 'replaced-file'
  | 'end-of-life'
  | 'ended-waiver';

/** Days before its end in which a version or a waiver is named. */
const daysAhead = { version: 90, waiver: 30 } as const;

/** How a project differs from what the generator wrote, and what in it is past its end or near it. */
export function driftOf(destination: Destination): readonly Drift[] {
  const { storedText, surroundings } = destination;
  const written = readWritten(storedText);
  const answers = answersOf(destination);
  if (!('chosen' in answers)) return answers;
  return [
    ...driftOfAnswers(storedText, written),
    ...driftOfVersion(written),
    ...(written ? driftOfFiles(destination, answers) : []),
    ...endingVersions(answers, surroundings.today),
    ...endingWaivers(answers, surroundings.today),
  ];
}

function answersOf({ stored, surroundings }: Destination): Answers | readonly Drift[] {
  try {
    return parseAnswers({ ...stored, allowEol: true }, surroundings);
  } catch (error) {
    if (!(error instanceof AnswersError)) throw error;
    return error.problems.map(({ message }) => ({
      ...{ id: 'invalid-answers', path: storedFile, message, weight: 'error' },
    }));
  }
}

function driftOfAnswers(storedText: string | undefined, written: Written | undefined): Drift[] {
  if (!written)
    return [
      {
        id: 'no-record',
        path: storedFile,
        message: `${storedFile} has no record of what was written, so edits can't be found. Run hardened-container here to add it.`,
        weight: 'notice',
      },
    ];
  const isEdited = written.answers && written.answers !== idOfAnswers(readStored(storedText));
  if (!isEdited) return [];
  const message = `The answers in ${storedFile} were edited after the files were written. Run hardened-container here to apply them.`;
  return [{ id: 'edited-answers', path: storedFile, message, weight: 'error' }];
}

function driftOfVersion(written: Written | undefined): Drift[] {
  const order = written ? orderOfVersions(written.version, ownVersion) : 0;
  if (order === 0) return [];
  const by = `The project was written by version ${written?.version}`;
  return order > 0
    ? [
        {
          id: 'newer-project',
          message: `${by}, which is newer than this one (${ownVersion}). Update generator-hardened-container.`,
          weight: 'error',
        },
      ]
    : [
        {
          id: 'older-project',
          message: `${by}. Run hardened-container update to bring it to ${ownVersion}.`,
          weight: 'edit',
        },
      ];
}

/** The sample's source is the user's own from the beginning, so it never drifts. */
function driftOfFiles(
  { folder, storedText, surroundings }: Destination,
  answers: Answers,
): Drift[] {
  const records = recordsOf(killedTexts(folder), storedText);
  return planProject(answers, surroundings.today)
    .files.filter(({ group }) => group !== 'source')
    .flatMap((file): Drift[] => {
      const { path } = file;
      const target = join(folder, path);
      const stat = statOf(target);
      if (!stat)
        return [{ id: 'deleted-file', path, message: `${path} was deleted.`, weight: 'edit' }];
      if (!stat.isFile()) {
        const message = `${path} isn't a regular file. Move it away, and run hardened-container update --restore.`;
        return [{ id: 'replaced-file', path, message, weight: 'error' }];
      }
      if (isAsWritten(path, target, records)) return [];
      return isOfVerifier(file)
        ? [
            {
              id: 'edited-verifier',
              path,
              message: `${path} was edited, so make verify may prove less than it claims. To get it back, delete it and run hardened-container update --restore.`,
              weight: 'error',
            },
          ]
        : [{ id: 'edited-file', path, message: `${path} was edited.`, weight: 'edit' }];
    });
}

/** Whether a file is the same in every project that has it, and takes part in the proof. */
function isOfVerifier({ group, path, template }: PlannedFile): boolean {
  return group === 'hardening' && path.endsWith('.sh') && !template.endsWith('.ejs');
}

function endingVersions(answers: Answers, today: string): Drift[] {
  return [
    ...endingVersion(languageOf(answers).toolchain, answers.languageVersion, today),
    ...endingVersion(baseImageOf(serviceOf(answers)), answers.baseVersion, today),
  ];
}

function endingVersion(image: CatalogId | null, version: string, today: string): Drift[] {
  const row = image === null ? undefined : findVersion(image, version);
  if (image === null || !row?.endOfLife) return [];
  const name = `${catalogImage(image).repository}:${row.version}`;
  const id = 'end-of-life' as const;
  if (isPastEndOfLife(row, today))
    return [
      {
        id,
        message: `${name} has had no security support since ${row.endOfLife}. Run hardened-container update --bump.`,
        weight: 'error',
      },
    ];
  return isWithin(daysAhead.version, row.endOfLife, today)
    ? [{ id, message: `${name} has security support until ${row.endOfLife}.`, weight: 'notice' }]
    : [];
}

function endingWaivers({ waived }: Answers, today: string): Drift[] {
  return waived.flatMap(({ id: option, until }): Drift[] => {
    if (until === undefined) return [];
    const id = 'ended-waiver' as const;
    if (until < today)
      return [
        {
          id,
          message: `The waiver of ${option} ended on ${until}. Extend or remove it.`,
          weight: 'error',
        },
      ];
    return isWithin(daysAhead.waiver, until, today)
      ? [{ id, message: `The waiver of ${option} ends on ${until}.`, weight: 'notice' }]
      : [];
  });
}

/** Whether a day, as YYYY-MM-DD, is at most so many days after another. */
function isWithin(days: number, day: string, today: string): boolean {
  return Date.parse(day) - Date.parse(today) <= days * 86_400_000;
}
