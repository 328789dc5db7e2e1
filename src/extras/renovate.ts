import type { Extra } from './extra.ts';

export const renovate = {
  id: 'renovate',
  title: 'Renovate',
  why: 'renovate.json: weekly updates of images, toolchain, pipeline and dependencies',
  door: 'ci',
  isAtRoot: true,
  files: () => ['renovate.json.ejs'],
  contents: [{ paths: ['renovate.json'], what: 'Configures Renovate.' }],
} as const satisfies Extra;
