import type { Extra } from './extra.ts';

export const renovate = {
  id: 'renovate',
  title: 'Renovate',
  why: 'renovate.json, which keeps images, toolchain, pipeline and dependencies up to date',
  door: 'ci',
  files: () => ['renovate.json.ejs'],
  contents: [{ paths: ['renovate.json'], what: 'What Renovate proposes, and when.' }],
} as const satisfies Extra;
