import type { Language } from '../../src/languages/language.ts';
import { goAdoption } from './adoption.ts';

// Names that Windows keeps for devices: Go takes them in no path, on no system.
const devices = 'con|prn|aux|nul|com[1-9]|lpt[1-9]';
const isDevice = new RegExp(`^(${devices})$`);

/** A pattern that takes small and capital letters alike. */
function anyCase(pattern: string): string {
  return pattern.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

export const go: Language = {
  id: 'go',
  title: 'Go',
  why: 'one static binary, nothing else in the image',
  toolchain: 'golang',
  bases: ['scratch', 'distroless', 'alpine', 'debian'],
  partials: {
    build: 'go/_build.Dockerfile.ejs',
    test: 'go/_test.Dockerfile.ejs',
    dependencies: 'go/_add-dependency.md.ejs',
  },
  // https://go.dev/ref/mod#private-module-proxy-auth
  secrets: [
    {
      id: 'netrc',
      variable: 'NETRC',
      why: 'Credentials (.netrc) for private modules and module proxies.',
    },
  ],
  cLibrary: 'static',
  crossCompiles: true,
  // https://go.dev/ref/mod#environment-variables
  sourceVariables: ['GOPROXY', 'GOPRIVATE', 'GONOSUMDB', 'GOSUMDB'],
  ecosystem: { dependabot: 'gomod', renovate: 'gomod' },
  // https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies. Not -trimpath: the build's folders
  // are always the same, and with it the build info lacks -ldflags, where scanners find the version.
  repeatableFlags: '-buildvcs=false ',
  entrypoint: ['/app'],
  executables: ['/app'],
  stopExitCodes: [0],
  memory: {
    limitMiB: 64,
    // A soft limit a little below the hard one, so that the collector works
    // harder before the kernel kills: https://go.dev/doc/gc-guide#Memory_limit
    told: {
      variable: 'GOMEMLIMIT',
      value: (limitMiB) => `${Math.floor(limitMiB * 0.9)}MiB`,
    },
  },
  sizeBudget: 10_000_000,
  // Source files, and folders whose files of any kind may be embedded (go:embed) or vendored.
  // Podman finds files in folders that a line names from the top.
  context: [
    '!**/*.go',
    '!go.mod',
    '!go.sum',
    ...['cmd', 'internal', 'pkg', 'vendor', 'testdata'].map((folder) => `!${folder}/**`),
    ...['assets', 'migrations', 'static', 'templates'].map((folder) => `!${folder}/**`),
    '!assets/.well-known/**',
    '!static/.well-known/**',
  ],
  gitignore: ['/app', '*.test', '*.out'],
  module: {
    // https://go.dev/ref/mod#go-mod-file-ident: the first element has a dot,
    // elements neither begin nor end with one.
    pattern: new RegExp(
      `^(?=.{3,200}$)(?!(.*/)?(${anyCase(devices)})([./]|$))(?!.*~[0-9]+([./]|$))` +
        '[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+' +
        '(/[A-Za-z0-9_~-]([A-Za-z0-9._~-]*[A-Za-z0-9_~-])?)+$',
    ),
    allowed:
      'a path as example.com/team/service: a domain name, then elements of letters, digits and - . _ ~, none of them a device of Windows as con or aux, none with ~ and digits at its end',
    defaultFor: (name) => `example.com/${isDevice.test(name) ? `${name}-service` : name}`,
    url: (module) => `https://${module}`,
  },
  adoption: goAdoption,
  naive: {
    partial: 'go/_naive.Dockerfile.ejs',
    start: (app) => [app],
    small: 'alpine',
  },
  files: (kind) => [
    { template: `go/${kind}/main.go.ejs`, path: 'main.go' },
    { template: `go/${kind}/main_test.go.ejs`, path: 'main_test.go' },
    { template: 'go/go.mod.ejs', path: 'go.mod' },
    { template: 'go/hardening/build/failures.txt', path: 'hardening/build/failures.txt' },
  ],
};
