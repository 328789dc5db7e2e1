import type { Extra } from './extra.ts';

export const gitlab = {
  id: 'gitlab',
  title: 'GitLab CI',
  why: 'a pipeline that tests, verifies, scans, publishes and signs the image',
  door: 'ci',
  isAtRoot: true,
  files: () => ['.gitlab-ci.yml.ejs'],
  contents: [
    { paths: ['.gitlab-ci.yml'], what: 'The pipeline: runs on each change and on schedule.' },
  ],
} as const satisfies Extra;
