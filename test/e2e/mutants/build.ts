import { adding, assembling, finishing, type Mutant, removing, replacing } from './mutant.ts';

/** The image that all is built in. */
const toolchain = /docker\.io\/library\/[\w.-]+:[\w.-]+(?= AS toolchain$)/m;

/** The Dockerfile with another name of an image; it is read and not built, since there is no such image. */
function naming(title: string, from: string | RegExp, to: string, says: RegExp): Mutant {
  const edits = [replacing('Dockerfile', from, to)];
  return { check: 'pinned-base', title, edits, isBuilt: false, says, isAlone: true };
}

const pinnedBase: readonly Mutant[] = [
  naming('FROM :latest', toolchain, 'docker.io/library/golang:latest', /names another image/),
  naming(
    'FROM :Latest, which is another tag',
    toolchain,
    'example.com/go1:Latest',
    /names another/,
  ),
  naming('FROM without a tag', toolchain, 'docker.io/library/golang', /has no tag/),
  naming('FROM "…" in quotes', toolchain, '"example.com/static-debian13:latest"', /names another/),
  naming('a tag that names no version', toolchain, 'docker.io/library/golang:lts', /no version/),
  naming('the port of a registry is not a tag', toolchain, 'localhost:5000/golang', /has no tag/),
  naming(
    'the 3 in the name is not a version',
    toolchain,
    'docker.io/rancher/k3s:stable',
    /no version/,
  ),
  naming(
    'without a tag, through an argument',
    /^FROM .* AS toolchain$/m,
    'ARG GO=docker.io/library/golang\nFROM $GO AS toolchain',
    /has no tag/,
  ),
  naming('an empty argument', toolchain, 'docker.io/library/golang:${GO_VERSION}', /empty tag/),
  naming(
    'the default of an argument',
    toolchain,
    'docker.io/library/golang:${GO_VERSION:-latest}',
    /names another/,
  ),
  naming(
    'an argument of a stage, which FROM does not see',
    /^# ---- the image.*\nFROM scratch$/m,
    'ARG TAG=3.24\nFROM docker.io/library/alpine:${TAG}',
    /empty tag/,
  ),
  naming(
    'in small letters, over two lines',
    /^FROM .* AS toolchain$/m,
    'from \\\n  docker.io/library/golang as toolchain',
    /has no tag/,
  ),
  naming(
    'COPY --from',
    'COPY --from=build',
    'COPY --chown=0 --from=docker.io/library/busybox:latest /bin /bin\nCOPY --from=build',
    /busybox:latest names another/,
  ),
  naming(
    'RUN --mount=from',
    'RUN --mount=type=bind,',
    'RUN --mount=type=bind,from=docker.io/library/busybox,',
    /busybox has no tag/,
  ),
  naming('the syntax line', /^/, '# syntax=docker/dockerfile\n', /has no tag/),
  {
    ...naming('the image of tools', '', '', /alpine:latest names another/),
    edits: [replacing('hardening/settings.sh', /alpine:[\d.]+/, 'alpine:latest')],
  },
];

function letting(title: string, edits: Mutant['edits'], says: RegExp): Mutant {
  return { check: 'clean-context', title, edits, isBuilt: false, says };
}

const cleanContext: readonly Mutant[] = [
  letting('no .dockerignore', [removing('.dockerignore')], /would reach the build: \.env/),
  letting('.env let in', [adding('.dockerignore', '!.env\n')], /would reach the build: \.env$/),
  letting(
    'a folder let in, with a key',
    [adding('.dockerignore', '!certificates\n')],
    /would reach the build: certificates\/planted\.key$/,
  ),
  letting(
    'a folder of secrets let in',
    [adding('.dockerignore', '!secrets/**\n')],
    /would reach the build: secrets\/planted\.txt$/,
  ),
  letting(
    'secrets in a folder that is let in',
    [replacing('.dockerignore', /^\*\*\/(\*\.key|service-account\*\.json)\n/gm, '')],
    /would reach the build: static\/service-account\.json static\/planted\.key$/,
  ),
  letting(
    'hidden files of a folder that is let in',
    [replacing('.dockerignore', /^\*\*\/\.(.*)\n/gm, '')],
    /would reach the build:.* static\/\.env/,
  ),
  letting(
    'a list of what is kept out, in place of what is let in',
    [replacing('.dockerignore', /^\*$/m, '**/*.key\n**/*.pem\n**/id_*')],
    /would reach the build:.* dump\.sql/,
  ),
  letting(
    'a deny list that has every usual name',
    [replacing('.dockerignore', /^\*$/m, '.env\n**/*.key')],
    /would reach the build|the first rule of \.dockerignore is \.env, not \*/,
  ),
  letting(
    'a Dockerfile.dockerignore, which comes before .dockerignore',
    [adding('Dockerfile.dockerignore', 'README.md\n')],
    /would reach the build: \.env/,
  ),
  letting(
    'a rule that fits names of any kind, deep in a folder',
    [adding('.dockerignore', '!*/*/*/*.bak\n')],
    /would reach the build: [0-9a-f]{12}\/a\/b\/[0-9a-f]{12}\.bak$/,
  ),
  letting(
    'a rule that lets in copies of files',
    [adding('.dockerignore', '!*.bak\n')],
    /would reach the build: [0-9a-f]{12}\.bak$/,
  ),
  letting(
    'nothing let in, so that there is nothing to see',
    [adding('.dockerignore', '**\n')],
    /no file at all reaches the build/,
  ),
];

function differing(title: string, edits: Mutant['edits'], says: RegExp): Mutant {
  return { check: 'reproducible-build', title, edits, isBuilt: true, says, isAlone: true };
}

const reproducibleBuild: readonly Mutant[] = [
  differing('random bytes', [assembling('head -c 8 /dev/urandom >/rootfs/etc/id')], /files differ/),
  differing(
    'the time of the build in a label',
    [replacing('Makefile', /^CREATED \?= .*$/m, 'CREATED := $(shell date +%FT%T.%NZ)')],
    /configuration differs/,
  ),
  // A layer without a file, whose folder has the time of the build.
  differing('WORKDIR in the final stage', [finishing('WORKDIR /data')], /files differ/),
  // With its own contents: the cache compares contents, and would pass these times on to the others.
  differing(
    'the time of the build on a file',
    [
      replacing('Dockerfile', /^ {4}&& find \/rootfs .* touch .*\n/m, ''),
      assembling('echo mutant >/rootfs/etc/mutant'),
    ],
    /files differ/,
  ),
];

const ballast = 'dd if=/dev/zero of=/rootfs/etc/ballast bs=1M count=200';

const sizeBudget: readonly Mutant[] = [
  {
    check: 'size-budget',
    title: '200 MB of zeros, which compress to nothing',
    edits: [assembling(ballast)],
    isBuilt: true,
    says: /\d{9} bytes in layers are over the budget/,
  },
  {
    check: 'size-budget',
    title: '200 MB that a later layer replaces by an empty file',
    edits: [
      assembling(`${ballast} && mkdir -p /small/etc && touch /small/etc/ballast`),
      finishing('COPY --from=runtime /small/ /'),
    ],
    isBuilt: true,
    says: /2\d{8} bytes in layers are over the budget/,
  },
];

function labelling(title: string, from: RegExp, to: string, says: RegExp): Mutant {
  const edits = [replacing('Dockerfile', from, to)];
  return { check: 'oci-labels', title, edits, isBuilt: true, says };
}

const label = (name: string) => new RegExp(`(?<=image\\.${name}=)"[^"]*"`);

const ociLabels: readonly Mutant[] = [
  labelling('a label left out', /.*image\.revision=.*\n/, '', /the label revision is missing/),
  labelling('an empty label', label('source'), '""', /the label source is missing/),
  labelling('a wrong title', label('title'), '"another"', /the title is another/),
  labelling('a wrong description', label('description'), '"Another."', /the description is Anot/),
  labelling('no time', label('created'), '"yesterday"', /the time created, yesterday/),
];

/** How the image is made, and what it says of itself. */
export const buildMutants: readonly Mutant[] = [
  ...pinnedBase,
  ...cleanContext,
  ...reproducibleBuild,
  ...sizeBudget,
  ...ociLabels,
];
