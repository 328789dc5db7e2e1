import { draftAnswers } from '../answers/parse.ts';
import { type Setting, settingsOf } from '../answers/settings.ts';
import { linesOfSettings } from '../answers/shown.ts';
import { wrap } from '../layout.ts';
import { groups } from '../plan/plan.ts';
import { printable } from '../printable.ts';
import type { AnsweredService, ComparedService } from './service.ts';

/** What is about to be written, in a few lines: where, how many files, the main choices. */
export function summaryLines(
  { answers, destination }: AnsweredService,
  compared: ComparedService,
  columns: number,
): readonly string[] {
  const { chosen: _, waived: __, ...values } = answers;
  const { folder, isNew, surroundings, stored } = destination;
  const { draft } = draftAnswers(values, surroundings, stored);
  const settings: Setting[] = [
    { label: 'Folder', value: printable(folder), why: isNew ? '' : 'existing project' },
    { label: 'Name', value: answers.name, why: '' },
    { label: 'Files', value: filesOf(compared), why: '' },
    ...settingsOf(draft),
  ];
  const notes = compared.notices.flatMap((notice) => wrap(`Note: ${notice}`, columns - 2));
  return [
    ...linesOfSettings(settings, columns),
    ...(notes.length > 0 ? ['', ...notes.map((line) => `  ${line}`)] : []),
  ];
}

/** How many files of each group a new project gets, or what happens to the files of an existing one. */
function filesOf({ files, obsolete }: ComparedService): string {
  const count = (label: string, matches: (file: (typeof files)[number]) => boolean) => {
    const number = files.filter(matches).length;
    return number > 0 ? [`${number} ${label}`] : [];
  };
  if (files.every(({ status }) => status === 'create')) {
    const counts = Object.entries(groups).flatMap(([id, label]) =>
      count(label, ({ group }) => group === id),
    );
    return `${files.length}: ${counts.join(', ')}`;
  }
  return [
    ...count('to create', ({ status }) => status === 'create'),
    ...count('to change', ({ status }) => status === 'change'),
    ...(obsolete.removable.length > 0 ? [`${obsolete.removable.length} to remove`] : []),
    ...count('unchanged', ({ status }) => status === 'same'),
  ].join(', ');
}

/** Each file with what happens to it. */
export function linesOfFiles({ files, obsolete }: ComparedService): readonly string[] {
  const rows = [
    ...files.map(({ status, path }) => ({ status: status as string, path })),
    ...obsolete.removable.map(({ path }) => ({ status: 'remove', path })),
  ];
  return rows.map(({ status, path }) => `  ${status.padEnd('create'.length)}  ${printable(path)}`);
}
