import { type Edit, type Mutant, replacing } from './mutant.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** The Dockerfile with a digest of its one image; it is read and not built, since there is no such image. */
function pinning(written: string): Edit {
  return replacing('Dockerfile', /(?= AS toolchain$)/m, `@${written}`);
}

function naming(title: string, edits: readonly Edit[], says: RegExp): Mutant {
  const answers = { with: 'pinned-digest' };
  return { check: 'pinned-digest', title, answers, edits, isBuilt: false, says, isAlone: true };
}

const noneOf = /has an invalid digest/;

/** Images that are not named by the digest of their bytes. */
export const digestMutants: readonly Mutant[] = [
  naming('tags alone', [], /:\S+ has no digest\. Run make pin/),
  naming('a digit too few', [pinning(digest.slice(0, -1))], noneOf),
  naming('a digit too many', [pinning(`${digest}0`)], noneOf),
  naming('capital letters', [pinning(`sha256:${'A'.repeat(64)}`)], noneOf),
  naming('another algorithm', [pinning(`md5:${'a'.repeat(32)}`)], noneOf),
  naming('no digest after the mark', [pinning('')], noneOf),
  naming(
    'through an argument',
    [
      replacing(
        'Dockerfile',
        /^FROM .* AS toolchain$/m,
        'ARG GO=example.com/go:1.27\nFROM $GO AS toolchain',
      ),
    ],
    /example\.com\/go:1\.27 has no digest/,
  ),
  naming(
    'COPY --from',
    [
      pinning(digest),
      replacing(
        'Dockerfile',
        'COPY --from=build',
        'COPY --from=example.com/b:1 /b /b\nCOPY --from=build',
      ),
    ],
    /example\.com\/b:1 has no digest/,
  ),
  naming(
    'RUN --mount=from',
    [
      pinning(digest),
      replacing(
        'Dockerfile',
        'RUN --mount=type=bind,',
        'RUN --mount=type=bind,from=example.com/b:1,',
      ),
    ],
    /example\.com\/b:1 has no digest/,
  ),
  naming('the image of tools', [pinning(digest)], /alpine:[\d.]+ has no digest\. Run make pin/),
];
