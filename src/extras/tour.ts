import type { Extra } from './extra.ts';

export const tour = {
  id: 'tour',
  isOfSample: true,
  title: 'Tour',
  why: 'three naive Dockerfiles to learn from, and `make tour` to compare them with yours',
  files: () => [
    'hardening/tour.sh',
    'hardening/tour/1-single-stage.Dockerfile.ejs',
    'hardening/tour/2-multi-stage.Dockerfile.ejs',
    'hardening/tour/3-hardened-by-deleting.Dockerfile.ejs',
  ],
  contents: [
    {
      paths: ['hardening/tour.sh', 'hardening/tour/'],
      what: '`make tour` and its three Dockerfiles.',
    },
  ],
  targets: [{ name: 'tour', why: 'compare the image with three naive ones' }],
  lead: 'New to containers? Start with [the tour](hardening/docs/tour.md).',
} as const satisfies Extra;
