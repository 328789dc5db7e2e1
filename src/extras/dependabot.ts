import type { Extra } from './extra.ts';

export const dependabot = {
  id: 'dependabot',
  title: 'Dependabot',
  why: '.github/dependabot.yml: weekly updates of images, actions and dependencies',
  door: 'ci',
  isAtRoot: true,
  files: () => ['.github/dependabot.yml.ejs'],
  contents: [{ paths: ['.github/dependabot.yml'], what: 'Configures Dependabot.' }],
} as const satisfies Extra;
