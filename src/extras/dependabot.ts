import type { Extra } from './extra.ts';

export const dependabot = {
  id: 'dependabot',
  title: 'Dependabot',
  why: '.github/dependabot.yml, which keeps base images, actions and dependencies up to date',
  door: 'ci',
  files: () => ['.github/dependabot.yml.ejs'],
  contents: [{ paths: ['.github/dependabot.yml'], what: 'What Dependabot proposes, and when.' }],
} as const satisfies Extra;
