/**
 * npm run bench:image: the service built as three articles would, with the decisions of
 * `docker init`, and as this generator does; on the same bases, in one run. Prints a table
 * and writes it into docs/benchmarks.md.
 */
import { readFileSync, rmSync } from 'node:fs';
import { measuredOn, median, table, writeChapter } from './report.ts';
import { run } from './run.ts';
import { build, countChecks, edit, measureSize, type Variant, writeVariant } from './variant.ts';

const rounds = 5;

const variants: readonly Variant[] = [
  writeVariant('article single-stage', { extras: 'tour' }, tour('1-single-stage')),
  writeVariant('article multi-stage', { extras: 'tour' }, tour('2-multi-stage')),
  writeVariant('article by deleting', { extras: 'tour' }, tour('3-hardened-by-deleting')),
  writeVariant('docker init', {}, { dockerfileText: dockerInit() }),
  writeVariant('ours scratch', {}),
  writeVariant('ours distroless', { base: 'distroless' }),
  writeVariant('ours alpine', { base: 'alpine' }),
  writeVariant('ours debian', { base: 'debian' }),
];

function tour(name: string) {
  return { dockerfile: `hardening/tour/${name}.Dockerfile` };
}

function dockerInit(): string {
  return readFileSync(new URL('docker-init/go.Dockerfile', import.meta.url), 'utf8');
}

/** Warm rebuilds after an edit of one line, all variants in turn, so that noise hits all alike. */
function measureRebuilds(): Map<Variant, number> {
  const seconds = new Map<Variant, number[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < rounds; round++)
    for (const variant of variants) {
      edit(variant, round);
      seconds.get(variant)?.push(build(variant));
    }
  return new Map([...seconds].map(([variant, all]) => [variant, median(all)]));
}

/** Bytes of the files in the scratch image beyond the program, the CA bundle, passwd and group, as a share of all. */
function overheadOfScratch(): number {
  const { image } = variants[4] as Variant;
  const container = run('docker', ['create', image]).trim();
  const listing = run('sh', ['-c', `docker export ${container} | tar -tvf -`]);
  run('docker', ['rm', container]);
  const files = listing.split('\n').filter((line) => line.startsWith('-'));
  const size = (line: string) => Number(line.split(/\s+/)[2]);
  const isNeeded = (line: string) =>
    /\b(app|etc\/ssl\/certs\/ca-certificates\.crt|etc\/passwd|etc\/group)$/.test(line);
  const sum = (lines: readonly string[]) => lines.reduce((total, line) => total + size(line), 0);
  return sum(files.filter((line) => !isNeeded(line))) / sum(files);
}

function measure(): string[][] {
  for (const variant of variants) build(variant);
  const rebuilds = measureRebuilds();
  const sizes = new Map(variants.map((variant) => [variant, measureSize(variant)]));
  const [init, ours] = [variants[3] as Variant, variants[4] as Variant];
  const ratio = (a: number | undefined, b: number | undefined) => ((a ?? 0) / (b ?? 1)).toFixed(2);
  return variants.map((variant) => {
    const { held, all } = countChecks(variant);
    const size = sizes.get(variant);
    return [
      variant.title,
      (size?.bytes ?? 0).toLocaleString('en-US'),
      ratio(size?.bytes, sizes.get(ours)?.bytes),
      (size?.compressed ?? 0).toLocaleString('en-US'),
      (rebuilds.get(variant) ?? 0).toFixed(2),
      ratio(rebuilds.get(variant), rebuilds.get(init)),
      `${held} of ${all}`,
    ];
  });
}

function bases(): string {
  const label = '{{index .Config.Labels "org.hardened-container.stand-in"}}';
  return ['golang:1.27-trixie', 'alpine:3.24', 'debian:13-slim', 'ubuntu:26.04']
    .map((image) => [image, run('docker', ['image', 'inspect', '--format', label, image]).trim()])
    .map(([image, standIn]) => (standIn === 'true' ? `${image} (stand-in)` : image))
    .join(', ');
}

try {
  const docker = run('docker', ['version', '--format', '{{.Server.Version}}']).trim();
  writeChapter('image', 'Images (`npm run bench:image`)', [
    [
      'The http service of this generator, built in each way from the same source. Ratio is to ours on',
      'scratch. Rebuild is the median wall time of five warm rebuilds after an edit of one line, all ways',
      "in turn; its ratio is to docker init's decisions. Checks are those of `strict` but the rebuild.",
    ].join('\n'),
    measuredOn(`Docker ${docker}. Bases: ${bases()}.`),
    table(
      ['way', 'bytes in layers', 'ratio', 'compressed', 'rebuild, s', 'ratio', 'checks held'],
      measure(),
    ),
    `In the scratch image, ${(overheadOfScratch() * 100).toFixed(3)} % of the bytes in files are beyond the stripped program, the CA bundle, passwd and group.`,
  ]);
} finally {
  for (const { folder, image } of variants) {
    rmSync(folder, { recursive: true, force: true });
    run('sh', ['-c', `docker image rm --force ${image} >/dev/null 2>&1 || true`]);
  }
}
