import type { Answers } from '../answers/parse.ts';
import { baseImageOf, targetOf } from '../answers/target.ts';
import { filesOf } from '../extras/extra.ts';
import type { Service } from '../hardening/option.ts';
import { type CatalogId, catalogImage, findVersion, isPastEndOfLife } from '../images/catalog.ts';
import type { Digests } from '../images/reference.ts';
import { type ProjectContext, planContext, serviceOf } from './context.ts';
import { chosenExtras } from './extras.ts';
import { imagesOf } from './images.ts';
import { admissionNotices } from './kubernetes.ts';
import { type Paths, pathsOf } from './paths.ts';

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

/** Templates whose place depends on where the code comes from, relative to templates/_shared. */
const placedTemplates: Readonly<
  Record<string, Exclude<keyof Paths, 'folder' | 'make' | 'scripts'>>
> = {
  'Dockerfile.ejs': 'dockerfile',
  '.dockerignore.ejs': 'rules',
  'Makefile.ejs': 'makefile',
  'packages.txt.ejs': 'packages',
  '.gitattributes.ejs': 'attributes',
};

/** Templates that only a sample gets: an existing program has its own. */
const sampleTemplates = ['.gitignore.ejs', 'README.md.ejs'];

/** Templates that every project gets; each lands under its name without .ejs. */
const sharedTemplates = [
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
  return {
    files: [...filesOfSource(answers, service), ...filesOfAll(answers, service)].map((file) => ({
      ...file,
      context,
      isExecutable: file.path.endsWith('.sh'),
    })),
    notices: [
      ...versionNotices(service.language.toolchain, answers.languageVersion, today),
      ...versionNotices(baseImageOf(service), answers.baseVersion, today),
      ...waiverNotices(answers, today),
      ...admissionNotices(answers),
    ],
  };
}

/** A file by its place, and the template that it is rendered from. */
type PlacedFile = Pick<PlannedFile, 'template' | 'path' | 'group'>;

const placed = (template: string, path: string, group: FileGroup): PlacedFile => ({
  template,
  path,
  group,
});

/** A shared template, under its own name. */
const shared = (template: string) =>
  placed(`_shared/${template}`, template.replace(/\.ejs$/, ''), groupOf(template));

/** The files that a sample and an existing program don't have in common, or have in other places. */
function filesOfSource({ kind, module }: Answers, { language, source }: Service): PlacedFile[] {
  const isSample = source === 'sample';
  return [
    ...language
      .files(kind, module)
      .map(({ template, path }) => placed(template, path, isSample ? 'source' : groupOf(path))),
    ...Object.entries(placedTemplates).map(([template, name]) =>
      placed(`_shared/${template}`, pathsOf[source][name], 'project'),
    ),
    ...(isSample ? sampleTemplates.map(shared) : []),
    ...(isSample ? [placed(`${language.id}/${dependencies}.ejs`, dependencies, 'project')] : []),
  ];
}

/** The files that every project has, and the files of its options and extras. */
function filesOfAll(answers: Answers, service: Service): PlacedFile[] {
  const { chosen } = answers;
  return [
    ...sharedTemplates.map(shared),
    ...chosen.map(({ id }) =>
      placed(`_hardening/${id}/check.sh`, `hardening/checks/${id}.sh`, 'hardening'),
    ),
    ...chosen.flatMap(({ id, scripts = [] }) =>
      scripts.map((script) =>
        placed(`_hardening/${id}/${script}`, `hardening/${script}`, 'hardening'),
      ),
    ),
    ...chosenExtras(answers).flatMap((extra) =>
      filesOf(extra, service).map(({ template, path }) => placed(template, path, 'extras')),
    ),
  ];
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
