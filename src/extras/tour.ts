import type { Extra } from './extra.ts';

export const tour = {
  id: 'tour',
  title: 'Tour',
  why: "three Dockerfiles from naive to careful beside this project's own, compared by `make tour`",
  files: () => [
    'hardening/tour.sh',
    'hardening/tour/1-single-stage.Dockerfile.ejs',
    'hardening/tour/2-multi-stage.Dockerfile.ejs',
    'hardening/tour/3-hardened-by-deleting.Dockerfile.ejs',
  ],
  contents: [
    {
      paths: ['hardening/tour.sh', 'hardening/tour/'],
      what: '`make tour`, and its three Dockerfiles.',
    },
  ],
  targets: [
    { name: 'tour', why: 'the same program in three naive images, compared with this one' },
  ],
  lead: 'New to containers? Start with [the tour](#the-tour).',
} as const satisfies Extra;
