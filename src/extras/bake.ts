import type { Extra } from './extra.ts';

export const bake = {
  id: 'bake',
  title: 'Bake file',
  why: 'docker-bake.hcl, which builds for several platforms, on this machine or on many',
  door: 'ci',
  files: () => ['docker-bake.hcl.ejs'],
  contents: [
    {
      paths: ['docker-bake.hcl'],
      what: 'The builds of the Makefile for `docker buildx bake`.',
    },
  ],
  targets: [{ name: 'bake', why: 'the same image by docker buildx, here or on many machines' }],
} as const satisfies Extra;
