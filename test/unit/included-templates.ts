import type { Language } from '../../src/languages/language.ts';
import { memoized } from '../../src/memo.ts';
import { readPackageFile } from '../../src/package.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { adoptedProjects } from '../rendered-project.ts';

/** The templates that a template includes by name, and these in turn. */
const includedBy: (template: string) => readonly string[] = memoized((template) => {
  const text = readPackageFile(`templates/${template}`);
  const names = [...text.matchAll(/include\('([^']+)'/g)].map(([, name = '']) => name);
  return [...names, ...names.flatMap(includedBy)];
});

/** The templates that are parts of a plan's files. */
export function includedTemplates({ files }: Plan): readonly string[] {
  const context = files[0]?.context;
  const parts = [
    ...Object.values(context?.partials ?? {}).filter((partial) => partial !== null),
    context?.tour.naive ?? '',
    ...(context?.optionTargets ?? []).map(({ rule }) => rule),
    ...(context?.extras ?? []).flatMap(({ targets }) => targets.map(({ rule }) => rule)),
  ].filter(Boolean);
  const docs = context?.options.map(({ doc }) => doc) ?? [];
  const all = [...parts, ...files.map(({ template }) => template)];
  return [...parts, ...docs, ...all.flatMap(includedBy)];
}

/** The templates that existing programs are built with. */
export function templatesOfAdoption({ id }: Language): readonly string[] {
  return adoptedProjects()
    .filter(({ answers }) => answers.language === id)
    .flatMap(({ plan }) => [
      ...includedTemplates(plan),
      ...plan.files.map(({ template }) => template),
    ])
    .filter((path) => path.startsWith(`${id}/`));
}
