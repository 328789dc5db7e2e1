import type { Answers } from '../answers/parse.ts';
import { baseImageOf, languageOf, targetOf } from '../answers/target.ts';
import { filesOf } from '../extras/extra.ts';
import { type CatalogId, catalogImage, findVersion, isPastEndOfLife } from '../images/catalog.ts';
import type { Digests } from '../images/reference.ts';
import { type ProjectContext, planContext, serviceOf } from './context.ts';
import { chosenExtras } from './extras.ts';
import { imagesOf } from './images.ts';
import { admissionNotices } from './kubernetes.ts';

/** The groups that files are counted in, and what they are called after their number. */
export const groups = {
  source: 'source and tests',
  project: 'project files',
  hardening: 'in hardening/',
  extras: 'extras',
} as const;

export type FileGroup = keyof typeof groups;

/** A file to write: its template, its path, and the context to render it with. */
export interface PlannedFile {
  readonly group: FileGroup;
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** Relative to templates/; one that ends in .ejs is rendered, any other copied. */
  readonly template: string;
  readonly context: ProjectContext;
  readonly isExecutable: boolean;
}

/** What generating comes to. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  /** Sentences that the user should read, none of them an error. */
  readonly notices: readonly string[];
}

/** Templates that every project gets, relative to templates/_shared; each lands under its name without .ejs. */
const sharedTemplates = [
  'Dockerfile.ejs',
  '.dockerignore.ejs',
  '.gitignore.ejs',
  '.gitattributes',
  'Makefile.ejs',
  'README.md.ejs',
  'packages.txt',
  'hardening/README.md.ejs',
  'hardening/docs/building.md.ejs',
  'hardening/run.flags.ejs',
  'hardening/settings.sh.ejs',
  'hardening/waivers.ejs',
  'hardening/engine.sh',
  'hardening/named-images.sh',
  'hardening/run-flags.sh',
  'hardening/container.sh',
  'hardening/context.sh',
  'hardening/image.sh',
  'hardening/report.sh',
  'hardening/checks/order.ejs',
  'hardening/verify.sh',
  'hardening/size.sh',
  'hardening/debug.sh',
  'hardening/second-opinion.sh',
  'hardening/certificates.sh',
  'hardening/build/distribution.sh',
  'hardening/build/explain.sh',
  'hardening/build/packages.sh',
  'hardening/build/libraries.sh',
  'hardening/build/records.sh',
];

/** How to add what a service depends on: a page of each language. */
const dependencies = 'hardening/docs/dependencies.md';

/**
 * The files of a project, and what its user should know of the answers. Pure: no
 * disk, no clock, no network.
 *
 * @param today the day as YYYY-MM-DD, which decides what is past its end of life
 * @param digests of images that are to be pinned, see imagesToPin; one without keeps its tag alone
 */
export function planProject(answers: Answers, today: string, digests: Digests = new Map()): Plan {
  const pinned = imagesToPin(answers, today);
  const wanted = new Map([...digests].filter(([reference]) => pinned.includes(reference)));
  const context = planContext(answers, today, wanted);
  const service = serviceOf(answers);
  const file = (template: string, path: string, group: FileGroup): PlannedFile => ({
    group,
    path,
    template,
    context,
    isExecutable: path.endsWith('.sh'),
  });
  const shared = (template: string) =>
    file(`_shared/${template}`, template.replace(/\.ejs$/, ''), groupOf(template));
  return {
    files: [
      ...languageOf(answers)
        .files(answers.kind, answers.module)
        .map(({ template, path }) => file(template, path, 'source')),
      ...sharedTemplates.map(shared),
      file(`${languageOf(answers).id}/${dependencies}.ejs`, dependencies, 'project'),
      ...answers.chosen.map(({ id }) =>
        file(`_hardening/${id}/check.sh`, `hardening/checks/${id}.sh`, 'hardening'),
      ),
      ...answers.chosen.flatMap(({ id, scripts = [] }) =>
        scripts.map((script) =>
          file(`_hardening/${id}/${script}`, `hardening/${script}`, 'hardening'),
        ),
      ),
      ...chosenExtras(answers).flatMap((extra) =>
        filesOf(extra, service).map(({ template, path }) => file(template, path, 'extras')),
      ),
    ],
    notices: [
      ...versionNotices(languageOf(answers).toolchain, answers.languageVersion, today),
      ...versionNotices(baseImageOf(service), answers.baseVersion, today),
      ...waiverNotices(answers, today),
      ...admissionNotices(answers),
    ],
  };
}

function groupOf(template: string): FileGroup {
  return template.startsWith('hardening/') ? 'hardening' : 'project';
}

/** The images, as full references, whose digests a project of these answers is to name; mostly none. Pure. */
export function imagesToPin(answers: Answers, today: string): readonly string[] {
  if (!answers.chosen.some(({ pinsDigests }) => pinsDigests)) return [];
  const { toolchain, base, toolbox } = imagesOf(answers, targetOf(answers), today);
  return [...new Set([toolchain, ...(base ? [base] : []), toolbox])];
}

function waiverNotices({ waived }: Answers, today: string): string[] {
  return waived
    .filter(({ until }) => until !== undefined && until < today)
    .map(
      ({ id, until }) =>
        `The waiver of ${id} ended on ${until}: make verify fails until you extend or remove it.`,
    );
}

function versionNotices(image: CatalogId | null, version: string, today: string): string[] {
  if (image === null) return [];
  const name = `${catalogImage(image).repository}:${version}`;
  const row = findVersion(image, version);
  if (!row) return [`${name} isn't in the catalog. Check that it exists and is supported.`];
  return isPastEndOfLife(row, today)
    ? [`${name} has had no security support since ${row.endOfLife}; --allow-eol accepted it.`]
    : [];
}
