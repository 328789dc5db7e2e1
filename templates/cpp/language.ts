import type { KindId } from '../../src/languages/kinds.ts';
import type { Language } from '../../src/languages/language.ts';
import { cppAdoption } from './adoption.ts';

/** What services of every kind have. */
const shared = [
  'CMakeLists.txt',
  'CMakePresets.json',
  '.clang-format',
  '.clang-tidy',
  ...['identity', 'quote', 'version'].flatMap(sourcesOf),
  ...['identity', 'quote'].map(testOf),
];

/** What only services of a kind have. */
const own: Readonly<Record<KindId, readonly string[]>> = {
  http: [
    'src/main.cpp',
    ...['commands', 'exchange', 'json', 'log', 'probe', 'routes', 'server'].flatMap(sourcesOf),
    ...['commands', 'json', 'routes', 'server'].map(testOf),
  ],
  worker: [
    'src/main.cpp',
    ...['stop_signals', 'worker'].flatMap(sourcesOf),
    ...['stop_signals', 'worker'].map(testOf),
  ],
};

function sourcesOf(name: string): readonly string[] {
  return [`src/${name}.hpp`, `src/${name}.cpp`];
}

function testOf(name: string): string {
  return `tests/${name}_test.cpp`;
}

export const cpp: Language = {
  id: 'cpp',
  // The versions are the compiler's; versions of C++ itself are years.
  title: 'C++ with GCC',
  why: 'one static binary, hardened by the compiler, its tests run under sanitizers',
  toolchain: 'gcc',
  bases: ['scratch', 'distroless', 'alpine', 'debian'],
  partials: {
    toolchain: 'cpp/_toolchain.Dockerfile.ejs',
    build: 'cpp/_build.Dockerfile.ejs',
    test: 'cpp/_test.Dockerfile.ejs',
    dependencies: 'cpp/_add-dependency.md.ejs',
  },
  cLibrary: 'static',
  crossCompiles: false,
  // apt has no variable of its own for that: the toolchain partial puts it into apt's lists.
  sourceVariables: ['APT_MIRROR'],
  // https://reproducible-builds.org/docs/build-path/, and no __DATE__ or __TIME__ in the program.
  repeatableFlags: ' -DCMAKE_CXX_FLAGS="-ffile-prefix-map=/src=. -Werror=date-time"',
  entrypoint: ['/app'],
  executables: ['/app'],
  stopExitCodes: [0],
  // The program takes 3 MiB, its connections at their limits another 15 (server.cpp), and what is
  // written to /tmp counts too.
  memory: { limitMiB: 32 },
  sizeBudget: 3_800_000,
  context: [
    '!src/**',
    '!tests/**',
    '!CMakeLists.txt',
    '!CMakePresets.json',
    '!.clang-format',
    '!.clang-tidy',
  ],
  gitignore: ['/build', '/CMakeUserPresets.json'],
  adoption: cppAdoption,
  naive: {
    partial: 'cpp/_naive.Dockerfile.ejs',
    start: (app) => [app],
    small: 'alpine',
  },
  files: (kind) => [
    ...own[kind].map((path) => ({ template: `cpp/${kind}/${path}.ejs`, path })),
    ...shared.map((path) => ({ template: `cpp/${path}.ejs`, path })),
    { template: 'cpp/linked.sh', path: 'hardening/build/linked.sh' },
  ],
};
