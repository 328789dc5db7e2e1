import type { RawAnswers } from '../../src/answers/parse.ts';
import type { Digests } from '../../src/images/reference.ts';

/** The projects that are kept, by name. */
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
    extras: 'bake',
    waiver: [
      'no-shell=the operators still log in; until 2027-03-31',
      'read-only-rootfs=keeps its orders beside the program',
    ],
  },
  'worker-debian-pinned-digest': { kind: 'worker', base: 'debian', with: 'pinned-digest' },
  'http-distroless-strict': {
    base: 'distroless',
    name: 'gateway',
    registry: 'registry.example.com/shop',
    extras: 'compose,kubernetes',
  },
  'python-http-scratch-strict': { language: 'python', name: 'billing' },
  'python-worker-distroless-strict': {
    language: 'python',
    kind: 'worker',
    base: 'distroless',
    extras: 'compose,kubernetes',
    data: '/data',
  },
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
  'java-worker-debian-tour': {
    language: 'java',
    languageVersion: '21',
    kind: 'worker',
    name: 'class',
    base: 'debian',
    extras: 'tour',
  },
  'java-http-distroless-pipelines': {
    language: 'java',
    name: 'orders',
    base: 'distroless',
    registry: 'registry.example.com:5000/shop',
    extras: 'github,gitlab,renovate,dependabot',
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

/**
 * The projects that are kept with every rendered file, in a folder each. Of the others only the
 * difference to the first one is kept.
 */
export const wholeProjects: readonly string[] = [
  'http-scratch-strict',
  'python-worker-distroless-strict',
];

/** What registries have for the images of the one that is pinned; made up. */
export const goldenDigests: Digests = new Map([
  ['docker.io/library/golang:1.27-trixie', `sha256:${'0123456789abcdef'.repeat(4)}`],
  ['docker.io/library/debian:13-slim', `sha256:${'0a1b2c3d4e5f6789'.repeat(4)}`],
  ['docker.io/library/alpine:3.24', `sha256:${'fedcba9876543210'.repeat(4)}`],
]);
