import type { Extra } from './extra.ts';

export const github = {
  id: 'github',
  title: 'GitHub Actions',
  why: 'a workflow that tests, verifies, scans, publishes and signs the image',
  door: 'ci',
  isUsual: true,
  isAtRoot: true,
  files: () => ['.github/workflows/image.yaml.ejs'],
  contents: [
    {
      paths: ['.github/workflows/image.yaml'],
      what: 'The pipeline: runs on each change and once a week.',
    },
  ],
} as const satisfies Extra;
