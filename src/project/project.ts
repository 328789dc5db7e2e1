import type { Answers } from '../answers/parse.ts';
import { keptAnswers, storedFile, writeStored } from '../answers/stored.ts';
import type { FileGroup, Plan } from '../plan/plan.ts';
import { renderFile } from '../plan/render.ts';
import type { ProjectFile } from './compare.ts';
import { writtenOf } from './written.ts';

/**
 * All files of a project, rendered, with the one that keeps its answers.
 *
 * @param storedText what is in that one now; other generators' answers in it are kept
 */
export function renderProject(
  { files }: Plan,
  answers: Answers,
  storedText: string | undefined,
): ProjectFile[] {
  const rendered = files.map((file) => ({
    path: file.path,
    group: file.group,
    contents: renderFile(file),
    isExecutable: file.isExecutable,
    isMerged: false,
  }));
  const stored = {
    contents: writeStored(storedText, answers, writtenOf(keptAnswers(answers), rendered)),
    isExecutable: false,
  };
  const group: FileGroup = 'project';
  return [...rendered, { path: storedFile, group, ...stored, isMerged: true }];
}
