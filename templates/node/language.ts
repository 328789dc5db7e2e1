import { type Language, loaders } from '../../src/languages/language.ts';
import { nodeAdoption } from './adoption.ts';

const interpreter = '/usr/local/bin/node';

export const node: Language = {
  id: 'node',
  title: 'Node.js',
  why: 'TypeScript, compiled; in the image are Node.js and the program',
  toolchain: 'node',
  bases: ['scratch', 'distroless', 'alpine', 'debian'],
  partials: {
    runtime: 'node/_runtime.Dockerfile.ejs',
    build: 'node/_build.Dockerfile.ejs',
    test: 'node/_test.Dockerfile.ejs',
    dependencies: 'node/_add-dependency.md.ejs',
  },
  cLibrary: 'toolchain',
  crossCompiles: false,
  // https://docs.npmjs.com/cli/using-npm/config#environment-variables
  sourceVariables: ['NPM_CONFIG_REGISTRY'],
  secrets: [
    {
      id: 'npmrc',
      variable: 'NPMRC',
      why: 'An .npmrc with the credentials of a private npm registry, kept out of the image.',
    },
  ],
  ecosystem: { dependabot: 'npm', renovate: 'npm' },
  // Neither npm nor the compiler puts times or paths into what it makes.
  repeatableFlags: '',
  // The CA bundle of the image is trusted, too: a company's can be mounted over it.
  entrypoint: [interpreter, '--use-system-ca', '/app/main.js'],
  executables: [interpreter, ...loaders],
  interpreter,
  stopExitCodes: [0],
  memory: {
    limitMiB: 128,
    // The heap is the part of it that grows: the rest is for Node's own code and buffers, and for
    // the probe, which is a second process.
    told: {
      variable: 'NODE_OPTIONS',
      value: (limitMiB) => `--max-old-space-size=${Math.floor(limitMiB / 2)}`,
    },
  },
  sizeBudget: 150_000_000,
  context: [
    '!src/**',
    '!test/**',
    '!package.json',
    '!package-lock.json',
    '!tsconfig*.json',
    '!biome.json',
  ],
  gitignore: ['/node_modules/', '/dist/'],
  adoption: nodeAdoption,
  naive: {
    partial: 'node/_naive.Dockerfile.ejs',
    start: (app) => ['node', `${app}/main.js`],
    small: 'node-slim',
  },
  files: (kind) => [
    ...sourcesOf[kind].map((path) => ({ template: `node/${kind}/${path}.ejs`, path })),
    ...shared.map((path) => ({ template: `node/${path}.ejs`, path })),
    ...scripts.map((path) => ({ template: `node/${path}`, path })),
  ],
};

const sourcesOf = {
  http: [
    'src/main.ts',
    'src/command.ts',
    'src/connections.ts',
    'src/faults.ts',
    'src/handler.ts',
    'src/probe.ts',
    'src/log.ts',
    'src/routes.ts',
    'src/server.ts',
    'test/command.test.ts',
    'test/faults.test.ts',
    'test/handler.test.ts',
    'test/server.test.ts',
  ],
  worker: [
    'src/main.ts',
    'src/command.ts',
    'src/work.ts',
    'test/command.test.ts',
    'test/work.test.ts',
  ],
} as const;

/** Files of both kinds. */
const shared = [
  'src/user.ts',
  'src/version.ts',
  'test/program.ts',
  'test/user.test.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'biome.json',
] as const;

/** Scripts that the Dockerfile runs. */
const scripts = ['hardening/build/packages.mjs', 'hardening/build/strip.mjs'] as const;
