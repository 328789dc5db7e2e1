import type { RawAnswers } from '../../src/answers/parse.ts';

/** The projects that are kept in whole, by the name of their folder. */
export const goldenProjects: Readonly<Record<string, RawAnswers>> = {
  'http-scratch-strict': {},
  'worker-alpine-tutorial-tour': {
    name: 'ticker',
    kind: 'worker',
    base: 'alpine',
    languageVersion: '1.26',
    preset: 'tutorial',
    extras: 'tour',
  },
  'http-debian-custom': {
    name: 'orders',
    description: 'Takes orders and keeps them.',
    base: 'debian',
    port: 9090,
    module: 'git.example.com/shop/orders',
    registry: 'registry.example.com:5000/shop',
    mirror: 'mirror.example.com/hub',
    hardening: 'reproducible-build,oci-labels,non-root-user,healthcheck,no-capabilities,seccomp',
    waiver: [
      'no-shell=the operators still log in; until 2027-03-31',
      'read-only-rootfs=keeps its orders beside the program',
    ],
  },
  'http-distroless-strict': {
    base: 'distroless',
    name: 'gateway',
    registry: 'registry.example.com/shop',
    extras: 'compose,kubernetes',
  },
  'python-http-scratch-strict': { language: 'python', name: 'billing' },
  'python-worker-distroless-strict': { language: 'python', kind: 'worker', base: 'distroless' },
  'worker-scratch-free-text': {
    kind: 'worker',
    name: 'class',
    description: `It's "50 %" of $HOME; \`id\` & $(id) \\ {{x}} <%= 1 %> <b>*not*</b> [a](b) #1 | Größe 漢字 🚢`,
    waiver: `seccomp=it's "too" old: \\n $(uname -r) & <b>`,
  },
  'node-http-scratch-strict': { language: 'node', name: 'portal' },
  'node-worker-debian-strict': {
    language: 'node',
    languageVersion: '24',
    kind: 'worker',
    base: 'debian',
  },
  'java-http-scratch-strict': { language: 'java', name: 'a-b' },
  'java-worker-alpine-tour': {
    language: 'java',
    languageVersion: '21',
    kind: 'worker',
    name: 'class',
    base: 'alpine',
    extras: 'tour',
  },
  'rust-http-scratch-strict': { language: 'rust', name: 'greeter' },
  'rust-worker-alpine-strict': { language: 'rust', kind: 'worker', base: 'alpine', name: 'libc' },
  'cpp-http-scratch-strict': { language: 'cpp', name: 'test' },
  'cpp-worker-debian-strict': {
    language: 'cpp',
    languageVersion: '15',
    kind: 'worker',
    base: 'debian',
  },
};
