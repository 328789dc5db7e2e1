/**
 * npm run bench:image [-- LANGUAGE...]: the http service of each language built as three articles
 * would, with the decisions of `docker init`, and as this generator does; on the same bases, in one
 * run. Prints a table a language and writes it into docs/benchmarks.md.
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

/** The variants that others are measured against, and all of them in the order of the table. */
interface Ways {
  readonly init: Variant;
  readonly ours: Variant;
  readonly all: readonly Variant[];
}

function waysOf({ language }: Subject): Ways {
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

/** Some figure of every variant, measured in turn, so that noise hits all alike: the median of the rounds. */
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

async function measure({ edited, lineOf, core }: Subject, { init, ours, all }: Ways) {
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
  const beyond = (variant: Variant) => sum(files.get(variant)?.values() ?? []) - needed;
  const ratio = (a: number | undefined, b: number | undefined) => ((a ?? 0) / (b ?? 1)).toFixed(2);
  return all.map((variant) => {
    const { held, all: checks, seconds } = countChecks(variant);
    const size = sizes.get(variant);
    return [
      variant.title,
      (size?.bytes ?? 0).toLocaleString('en-US'),
      ratio(size?.bytes, sizes.get(ours)?.bytes),
      (size?.compressed ?? 0).toLocaleString('en-US'),
      beyond(variant).toLocaleString('en-US'),
      ratio(beyond(variant), beyond(init)),
      (rebuilds.get(variant) ?? 0).toFixed(2),
      ratio(rebuilds.get(variant), rebuilds.get(init)),
      (starts.get(variant) ?? 0).toFixed(2),
      `${held} of ${checks}`,
      seconds.toFixed(1),
    ];
  });
}

function basesOf({ all }: Ways): string {
  const named = all.flatMap(({ dockerfile }) => [
    ...readFileSync(dockerfile, 'utf8').matchAll(/^FROM (?:--\S+ )?(\S+[:/]\S+)/gm),
  ]);
  const label = '{{index .Config.Labels "org.hardened-container.stand-in"}}';
  return [...new Set(named.map(([, image = '']) => image.replace('docker.io/library/', '')))]
    .map((image) => [image, run('docker', ['image', 'inspect', '--format', label, image]).trim()])
    .map(([image, standIn]) => (standIn === 'true' ? `${image} (test image)` : image))
    .join(', ');
}

const intro = [
  'The http service, built in each way from the same source. The first ratio compares with ours on the first',
  "base; the others compare with docker init's decisions. Beyond counts the bytes of all files except the",
  "stripped executable, or the runtime with its library and the loader's files. Rebuild is the median wall",
  'time of warm rebuilds after an edit of one line. Start is from `docker run` to the first answered request.',
  'Checks held counts the checks of `strict`, without the rebuild.',
];

const head = [
  ...['way', 'bytes in layers', 'ratio', 'compressed', 'beyond', 'ratio'],
  ...['rebuild, s', 'ratio', 'start, s', 'checks held', 'verify, s'],
];

async function writeChapterOf(subject: Subject): Promise<void> {
  const ways = waysOf(subject);
  try {
    const { title } = languageOf(subject);
    const docker = run('docker', ['version', '--format', '{{.Server.Version}}']).trim();
    writeChapter(`image-${subject.language}`, `Images in ${title} (\`npm run bench:image\`)`, [
      intro.join('\n'),
      measuredOn(`Docker ${docker}, median of ${rounds}. Bases: ${basesOf(ways)}.`),
      table(head, await measure(subject, ways)),
    ]);
  } finally {
    for (const { folder, image } of ways.all) {
      rmSync(folder, { recursive: true, force: true });
      run('sh', ['-c', `docker image rm --force ${image} >/dev/null 2>&1 || true`]);
    }
  }
}

const wanted = process.argv.slice(2);
for (const subject of subjects)
  if (wanted.length === 0 || wanted.includes(subject.language)) await writeChapterOf(subject);
