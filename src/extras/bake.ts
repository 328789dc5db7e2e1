import type { Extra } from './extra.ts';

export const bake = {
  id: 'bake',
  isOfSample: true,
  title: 'Bake file',
  why: 'docker-bake.hcl: build for several platforms, on this machine or on many',
  door: 'ci',
  files: () => ['docker-bake.hcl.ejs'],
  contents: [
    {
      paths: ['docker-bake.hcl'],
      what: 'The builds for `docker buildx bake`.',
    },
  ],
  targets: [{ name: 'bake', why: 'build with docker buildx, here or on many machines' }],
} as const satisfies Extra;
