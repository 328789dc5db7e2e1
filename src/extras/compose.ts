import type { Extra } from './extra.ts';

export const compose = {
  id: 'compose',
  title: 'Compose file',
  why: 'compose.yaml, which runs the image as hardening/run.flags does',
  door: 'deploy',
  isUsual: true,
  files: () => ['compose.yaml.ejs'],
  contents: [{ paths: ['compose.yaml'], what: 'The service for `docker compose up`.' }],
} as const satisfies Extra;
