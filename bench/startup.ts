/**
 * npm run bench:startup: how long it takes to make a service, by this package as its users get
 * it and by other scaffolders, all in turn; and what a service of a long list takes. Prints
 * tables and writes them into docs/benchmarks.md.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackage, type Size } from './installed.ts';
import { type Contender, peers } from './peers.ts';
import { measuredOn, median, roundsOr, table, writeChapter } from './report.ts';
import { type Lap, open, time } from './stopwatch.ts';

const rounds = roundsOr(15);
const listLengths = [10, 100, 1000];
/** The long lists take a while. */
const listRounds = Math.min(rounds, 3);

const folder = mkdtempSync(join(tmpdir(), 'bench-'));

const node: Contender = {
  title: '`node -e 0`',
  version: process.versions.node,
  words: [process.execPath, '-e', '0'],
};

/** The peers that can be had here, and the names of the others; why one cannot is said. */
function installPeers(): { contenders: readonly Contender[]; absent: readonly string[] } {
  const contenders: Contender[] = [];
  const absent: string[] = [];
  for (const [name, install] of Object.entries(peers))
    try {
      const place = join(folder, name);
      mkdirSync(place);
      const contender = install(place);
      time(contender, folder);
      contenders.push(contender);
    } catch (error) {
      const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
      console.error(
        `${name} is not measured, because it cannot be installed or run here: ${reason}`,
      );
      absent.push(name);
    }
  return { contenders, absent };
}

/** Laps of all contenders in turn, so that noise hits all alike; the first, which fills caches, is not counted. */
function race(contenders: readonly Contender[]): ReadonlyMap<string, readonly Lap[]> {
  const laps = new Map<string, Lap[]>(contenders.map(({ title }) => [title, []]));
  for (const contender of contenders) time(contender, folder);
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders) laps.get(contender.title)?.push(time(contender, folder));
  return laps;
}

function rowsOf(
  contenders: readonly Contender[],
  laps: ReadonlyMap<string, readonly Lap[]>,
): string[][] {
  const timesOf = (title: string) => (laps.get(title) ?? []).map((lap) => lap.milliseconds);
  const ratio = (title: string, to: string) =>
    median(timesOf(title).map((value, round) => value / (timesOf(to)[round] ?? Number.NaN)));
  return contenders.map(({ title, version }) => [
    `${title} ${version}`,
    String(laps.get(title)?.[0]?.files),
    median(timesOf(title)).toFixed(1),
    ratio(title, node.title).toFixed(2),
  ]);
}

/** What the door for yo adds to what yo takes anyhow, round by round. */
function addedToYo(laps: ReadonlyMap<string, readonly Lap[]>, ours: string, empty: string): string {
  const ratios = (laps.get(ours) ?? []).map(
    (lap, round) => lap.milliseconds / (laps.get(empty)?.[round]?.milliseconds ?? Number.NaN),
  );
  return `Of yo, this generator takes ${median(ratios).toFixed(2)} times what one takes that does nothing.`;
}

function measureLists(command: Contender): string[][] {
  const file = join(folder, 'services.json');
  const [program] = command.words;
  return listLengths.map((length) => {
    const names = Array.from({ length }, (_, index) => ({ name: `service-${index}` }));
    writeFileSync(file, JSON.stringify(names));
    const list: Contender = { ...command, words: [program, '--answers', file, '--yes'] };
    const memory = join(folder, 'memory');
    const laps = Array.from({ length: listRounds }, () => time(list, folder, memory));
    return [
      String(length),
      String(laps[0]?.files),
      (median(laps.map(({ milliseconds }) => milliseconds)) / length).toFixed(2),
      (median(laps.map(({ bytes }) => bytes)) / 1e6).toFixed(0),
    ];
  });
}

function sizeSentence({ packed, packages, bytes }: Size): string {
  return `The package has ${(packed / 1000).toFixed(0)} kB; installing it brings ${packages} packages of ${(bytes / 1e6).toFixed(1)} MB in files.`;
}

try {
  open(folder);
  const { command, yo, yoEmpty, size } = installPackage(folder);
  const { contenders, absent } = installPeers();
  const all = [node, command, ...contenders, yoEmpty, yo];
  const laps = race(all);
  const lists = measureLists(command);
  writeChapter('startup', 'One service, and a thousand (`npm run bench:startup`)', [
    [
      `One service into a folder that is not there yet: median wall time of ${rounds} runs, all in turn, as`,
      'installed from a package and started by its `bin`. Ratio is to `node -e 0` in the same round, the',
      'median of all rounds. Templates of the peers have the files of ours, where a peer takes templates.',
    ].join('\n'),
    measuredOn(`Node ${process.versions.node}.`),
    table(
      ['way', 'files', 'ms', 'ratio'],
      [...rowsOf(all, laps), ...absent.map((name) => [name, '', '', 'not measured'])],
    ),
    addedToYo(laps, yo.title, yoEmpty.title),
    sizeSentence(size),
    `Services of one answers file, median of ${listRounds}; memory is the most that Node had at once.`,
    table(['services', 'files', 'ms a service', 'MB at most'], lists),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
