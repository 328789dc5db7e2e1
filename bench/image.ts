/**
 * npm run bench:image [-- LANGUAGE...]: builds the http service of each language the way three articles
 * do, with docker init's decisions, and with this generator, on the same bases and in one run. Prints a
 * table for each language and writes it into docs/benchmarks.md.
 */
import { readFileSync, rmSync } from 'node:fs';
import { languageOf } from '../src/answers/target.ts';
import { measuredOn, median, roundsOr, table, writeChapter } from './report.ts';
import { run } from './run.ts';
import { type Subject, subjects } from './subject.ts';
import {
  build,
  countChecks,
  edit,
  measureSize,
  measureStart,
  sizesOfFiles,
  type Variant,
  writeVariant,
} from './variant.ts';

const rounds = roundsOr(5);

/** The two variants that ratios refer to, and all variants in the order of the table. */
interface Variants {
  readonly init: Variant;
  readonly ours: Variant;
  readonly all: readonly Variant[];
}

function variantsOf({ language }: Subject): Variants {
  const text = readFileSync(new URL(`docker-init/${language}.Dockerfile`, import.meta.url), 'utf8');
  const tour = (title: string, stop: string) =>
    writeVariant(
      title,
      { language, extras: 'tour' },
      { dockerfile: `hardening/tour/${stop}.Dockerfile` },
    );
  const init = writeVariant('docker init', { language }, { dockerfileText: text });
  const [first = 'scratch', ...others] = languageOf({ language }).bases;
  const ours = writeVariant(`ours ${first}`, { language, base: first });
  if (rounds === 1) return { init, ours, all: [init, ours] };
  return {
    init,
    ours,
    all: [
      tour('article single-stage', '1-single-stage'),
      tour('article multi-stage', '2-multi-stage'),
      tour('article by deleting', '3-hardened-by-deleting'),
      init,
      ours,
      ...others.map((base) => writeVariant(`ours ${base}`, { language, base })),
    ],
  };
}

/** The median of a figure for every variant. Variants are measured in turn, so that noise affects all alike. */
async function inTurn(
  variants: readonly Variant[],
  measure: (variant: Variant, round: number) => number | Promise<number>,
): Promise<Map<Variant, number>> {
  const found = new Map<Variant, number[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < rounds; round++)
    for (const variant of variants) found.get(variant)?.push(await measure(variant, round));
  return new Map([...found].map(([variant, all]) => [variant, median(all)]));
}

const sum = (numbers: Iterable<number>) =>
  [...numbers].reduce((total, number) => total + number, 0);

async function measure({ edited, lineOf, core }: Subject, { init, ours, all }: Variants) {
  for (const variant of all) build(variant);
  const files = new Map(all.map((variant) => [variant, sizesOfFiles(variant)]));
  const starts = await inTurn(all, measureStart);
  const rebuilds = await inTurn(all, (variant, round) => {
    edit(variant, edited, lineOf(`${all.indexOf(variant)}_${round}`));
    return build(variant);
  });
  const sizes = new Map(all.map((variant) => [variant, measureSize(variant)]));
  const needed = sum(
    [...(files.get(ours) ?? [])].filter(([path]) => core.test(path)).map(([, size]) => size),
  );
  const extra = (variant: Variant) => sum(files.get(variant)?.values() ?? []) - needed;
  const ratio = (a: number | undefined, b: number | undefined) => ((a ?? 0) / (b ?? 1)).toFixed(2);
  return all.map((variant) => {
    const { held, all: checks, seconds } = countChecks(variant);
    const size = sizes.get(variant);
    return [
      variant.title,
      (size?.bytes ?? 0).toLocaleString('en-US'),
      ratio(size?.bytes, sizes.get(ours)?.bytes),
      (size?.compressed ?? 0).toLocaleString('en-US'),
      extra(variant).toLocaleString('en-US'),
      ratio(extra(variant), extra(init)),
      (rebuilds.get(variant) ?? 0).toFixed(2),
      ratio(rebuilds.get(variant), rebuilds.get(init)),
      (starts.get(variant) ?? 0).toFixed(2),
      `${held} of ${checks}`,
      seconds.toFixed(1),
    ];
  });
}

function basesOf({ all }: Variants): string {
  const named = all.flatMap(({ dockerfile }) => [
    ...readFileSync(dockerfile, 'utf8').matchAll(/^FROM (?:--\S+ )?(\S+[:/]\S+)/gm),
  ]);
  const label = '{{index .Config.Labels "org.hardened-container.stand-in"}}';
  return [...new Set(named.map(([, image = '']) => image.replace('docker.io/library/', '')))]
    .map((image) => [image, run('docker', ['image', 'inspect', '--format', label, image]).trim()])
    .map(([image, standIn]) => (standIn === 'true' ? `${image} (stand-in)` : image))
    .join(', ');
}

const intro = [
  'The same http service, built with each Dockerfile. The ratios of bytes are to ours on the first base.',
  'Extra bytes are all bytes in the image except the stripped executable (or the runtime with its',
  'library) and the libraries that it loads. Rebuild is the median wall time of a warm rebuild after a',
  "one-line edit. Both have a ratio to docker init's decisions. Start is the time from `docker run` to",
  'the first response. The checks are the preset `strict`, without reproducible-build.',
];

const head = [
  ...['Dockerfile', 'bytes in layers', 'ratio', 'compressed', 'extra bytes', 'ratio'],
  ...['rebuild, s', 'ratio', 'start, s', 'checks passed', 'verify, s'],
];

async function writeChapterOf(subject: Subject): Promise<void> {
  const variants = variantsOf(subject);
  try {
    const { title } = languageOf(subject);
    const docker = run('docker', ['version', '--format', '{{.Server.Version}}']).trim();
    writeChapter(`image-${subject.language}`, `Images in ${title} (\`npm run bench:image\`)`, [
      intro.join('\n'),
      measuredOn(`Docker ${docker}, median of ${rounds}. Bases: ${basesOf(variants)}.`),
      table(head, await measure(subject, variants)),
    ]);
  } finally {
    for (const { folder, image } of variants.all) {
      rmSync(folder, { recursive: true, force: true });
      run('sh', ['-c', `docker image rm --force ${image} >/dev/null 2>&1 || true`]);
    }
  }
}

const wanted = process.argv.slice(2);
for (const subject of subjects)
  if (wanted.length === 0 || wanted.includes(subject.language)) await writeChapterOf(subject);
