import type { Extra } from './extra.ts';

export const compose = {
  id: 'compose',
  title: 'Compose file',
  why: 'compose.yaml: run the image with the same restrictions as `make run`',
  door: 'deploy',
  isUsual: true,
  files: () => ['compose.yaml.ejs'],
  contents: [{ paths: ['compose.yaml'], what: 'Runs the service with `docker compose up`.' }],
} as const satisfies Extra;
