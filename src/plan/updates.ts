import type { Answers } from '../answers/parse.ts';
import type { ExtraId } from '../extras/extras.ts';
import type { Service } from '../hardening/option.ts';
import { quoteExec } from '../hardening/quote.ts';
import { pathsOf } from './paths.ts';
import { workflowOf } from './pipelines.ts';

/** What renovate.json and dependabot.yml are filled with. */
export interface Updates {
  /** Renovate, as lists of JSON: presets, all managers, patterns of files outside Dockerfiles that name images. */
  readonly presets: string;
  readonly enabledManagers: string;
  readonly imageFiles: string;
  /** Renovate's other managers, besides images: each gets a separate pull request. */
  readonly managers: readonly string[];
  /** Files whose images are meant to stay unchanged, as a pattern; empty if there are none. */
  readonly tourFiles: string;
  /** Dependabot: what is looked after, and what its pull requests are called. */
  readonly ecosystems: readonly Ecosystem[];
  /** The same names, as a list in a sentence. */
  readonly groups: string;
  /** Paragraphs on the manual steps after an update. */
  readonly byHand: readonly string[];
}

/** What Dependabot updates in a folder, and the name of its pull requests. */
interface Ecosystem {
  readonly name: string;
  readonly group: string;
  readonly directory: string;
}

/** A service to update, and its folder from the root of the repository; empty for the root itself. */
export interface UpdatedService {
  readonly answers: Answers;
  readonly service: Service;
  readonly folder: string;
}

/** Files of an extra in which Renovate finds images by their names, given the folder of the service. */
const imageFilesOf: Partial<Readonly<Record<ExtraId, (folder: string) => string>>> = {
  github: (folder) => workflowOf(folder).path,
  gitlab: (folder) => inFolder(folder, '.gitlab-ci.yml'),
};

/** Derives from answers what is kept up to date: what the language has, and the chosen extras. Pure. */
export function planUpdates(answers: Answers, service: Service): Updates {
  return planUpdatesOf([{ answers, service, folder: '' }]);
}

/** The same for several services of a repository, in one file. Pure. */
export function planUpdatesOf(services: readonly UpdatedService[]): Updates {
  const has = (id: string) => services.some((service) => hasExtra(service, id));
  const ecosystems = services.flatMap(({ service }) => service.language.ecosystem ?? []);
  const managers = unique([
    ...(has('github') ? ['github-actions'] : []),
    ...ecosystems.map(({ renovate }) => renovate),
  ]);
  const updated = services.flatMap(ecosystemsOf);
  const [, ...others] = services;
  return {
    presets: quoteExec([
      'config:recommended',
      'docker:pinDigests',
      ...(has('github') ? ['helpers:pinGitHubActionDigests'] : []),
    ]),
    enabledManagers: quoteExec(['dockerfile', 'custom.regex', ...managers]),
    imageFiles: quoteExec(services.flatMap(imageFiles).map(exactly)),
    managers,
    tourFiles: has('tour') ? `${others.length > 0 ? '**/' : ''}hardening/tour/**` : '',
    ecosystems: updated.filter(
      ({ name }, place) =>
        name !== actions || updated.findIndex((other) => other.name === actions) === place,
    ),
    groups: new Intl.ListFormat('en-GB').format(unique(updated.map(({ group }) => group))),
    byHand: unique(ecosystems.flatMap(({ byHand = [] }) => byHand)),
  };
}

const actions = 'github-actions';

/** What Dependabot updates for a service; actions are looked up at the root of the repository only. */
function ecosystemsOf(updated: UpdatedService): Ecosystem[] {
  const { service, folder } = updated;
  const { ecosystem } = service.language;
  const directory = `/${folder}`;
  const ofImages = `/${[folder, pathsOf[service.source].folder].filter(Boolean).join('/')}`;
  return [
    { name: 'docker', group: 'images', directory: ofImages },
    ...(hasExtra(updated, 'github') ? [{ name: actions, group: 'actions', directory: '/' }] : []),
    ...(ecosystem ? [{ name: ecosystem.dependabot, group: 'dependencies', directory }] : []),
  ];
}

function imageFiles(updated: UpdatedService): string[] {
  const { folder } = updated;
  const pipelines = Object.entries(imageFilesOf).filter(([id]) => hasExtra(updated, id));
  return [
    inFolder(folder, 'hardening/settings.sh'),
    ...pipelines.map(([, pathIn]) => pathIn(folder)),
  ];
}

function hasExtra({ answers: { extras } }: UpdatedService, id: string): boolean {
  return extras?.some((one) => one === id) ?? false;
}

const inFolder = (folder: string, path: string) => (folder === '' ? path : `${folder}/${path}`);

/** A pattern of Renovate for exactly one file. */
const exactly = (path: string) => `/^${path.replaceAll(/[.+()[\]]/g, '\\$&')}$/`;

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
