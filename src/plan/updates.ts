import type { Answers } from '../answers/parse.ts';
import type { ExtraId } from '../extras/extras.ts';
import type { Service } from '../hardening/option.ts';
import { quoteExec } from '../hardening/quote.ts';

/** What renovate.json and dependabot.yml are filled with. */
export interface Updates {
  /** Renovate, as lists of JSON: presets, all managers, patterns of files outside Dockerfiles that name images. */
  readonly presets: string;
  readonly enabledManagers: string;
  readonly imageFiles: string;
  /** Renovate's other managers, besides images: each gets a separate pull request. */
  readonly managers: readonly string[];
  /** Whether there are images that are meant to stay as they are. */
  readonly hasTour: boolean;
  /** Dependabot: what is looked after, and what its pull requests are called. */
  readonly ecosystems: readonly { readonly name: string; readonly group: string }[];
  /** The same names, as a list in a sentence. */
  readonly groups: string;
  /** Paragraphs on the manual steps after an update. */
  readonly byHand: readonly string[];
}

/** Files of an extra in which Renovate finds images by their names, as patterns of its own kind. */
const imageFilesOf: Partial<Readonly<Record<ExtraId, string>>> = {
  github: '/^\\.github/workflows/image\\.yaml$/',
  gitlab: '/^\\.gitlab-ci\\.yml$/',
};

/** Derives from answers what is kept up to date: what the language has, and the chosen extras. Pure. */
export function planUpdates({ extras }: Answers, { language: { ecosystem } }: Service): Updates {
  const has = (id: string) => extras?.some((one) => one === id) ?? false;
  const managers = [
    ...(has('github') ? ['github-actions'] : []),
    ...(ecosystem ? [ecosystem.renovate] : []),
  ];
  const ecosystems = [
    { name: 'docker', group: 'images' },
    ...(has('github') ? [{ name: 'github-actions', group: 'actions' }] : []),
    ...(ecosystem ? [{ name: ecosystem.dependabot, group: 'dependencies' }] : []),
  ];
  const pipelines = Object.entries(imageFilesOf).filter(([id]) => has(id));
  return {
    presets: quoteExec([
      'config:recommended',
      'docker:pinDigests',
      ...(has('github') ? ['helpers:pinGitHubActionDigests'] : []),
    ]),
    enabledManagers: quoteExec(['dockerfile', 'custom.regex', ...managers]),
    imageFiles: quoteExec([
      '/^hardening/settings\\.sh$/',
      ...pipelines.map(([, pattern]) => pattern),
    ]),
    managers,
    hasTour: has('tour'),
    ecosystems,
    groups: new Intl.ListFormat('en-GB').format(ecosystems.map(({ group }) => group)),
    byHand: ecosystem?.byHand ? [ecosystem.byHand] : [],
  };
}
