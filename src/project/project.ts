import type { Answers } from '../answers/parse.ts';
import { keptAnswers, storedFile, type Written, writeStored } from '../answers/stored.ts';
import type { Plan } from '../plan/plan.ts';
import { renderFile } from '../plan/render.ts';
import type { ProjectFile } from './compare.ts';
import { idsOf, writtenOf } from './written.ts';

/** All planned files of a project, rendered. */
export function renderFiles({ files }: Plan): ProjectFile[] {
  return files.map((file) => ({
    path: file.path,
    group: file.group,
    contents: renderFile(file),
    isExecutable: file.isExecutable,
    isMerged: false,
  }));
}

/**
 * The file that keeps the answers, with the record of what was written.
 *
 * @param storedText what is in it now; other generators' answers are kept
 */
export function renderStored(
  answers: Answers,
  record: Pick<Written, 'files' | 'bases'>,
  storedText: string | undefined,
): ProjectFile {
  return {
    path: storedFile,
    group: 'project',
    contents: writeStored(storedText, answers, writtenOf(keptAnswers(answers), record)),
    isExecutable: false,
    isMerged: true,
  };
}

/** All files of a new project, rendered, with the one that keeps its answers. */
export function renderProject(plan: Plan, answers: Answers): ProjectFile[] {
  const files = renderFiles(plan);
  return [...files, renderStored(answers, { files: idsOf(files) }, undefined)];
}
