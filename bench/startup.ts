/**
 * npm run bench:startup: how long it takes to make a service, by this package as its users get
 * it and by other scaffolders, all in turn; and what a service of a long list takes. Prints
 * tables and writes them into docs/benchmarks.md.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackage, type Size } from './installed.ts';
import { type Contender, peers } from './peers.ts';
import { measuredOn, median, roundsOr, table, writeChapter } from './report.ts';
import { run } from './run.ts';
import { type Lap, open, time } from './stopwatch.ts';

const rounds = roundsOr(15);
const listLengths = rounds === 1 ? [10] : [10, 100, 1000];
/** The long lists take a while. */
const listRounds = Math.min(rounds, 3);
/** Installing a peer takes longer than one round of all. */
const wantedPeers = Object.entries(peers).slice(0, rounds === 1 ? 1 : undefined);

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
/** The disk decides most of what a long list takes, so it is measured without one as well. */
const inMemory = existsSync('/dev/shm') ? [mkdtempSync('/dev/shm/bench-')] : [];

const node: Contender = {
  title: '`node -e 0`',
  version: process.versions.node,
  words: [process.execPath, '-e', '0'],
};

/** The available peers, and the names of the others; prints why one is missing. */
function installPeers(): { contenders: readonly Contender[]; absent: readonly string[] } {
  const contenders: Contender[] = [];
  const absent: string[] = [];
  for (const [name, install] of wantedPeers)
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
  return `This generator adds ${(100 * (median(ratios) - 1)).toFixed(0)} % to Yeoman's own startup time.`;
}

/** What lists take in each of the folders, a row a length: by the command, and by `cp -r` of what it has written. */
function measureLists(command: Contender, places: readonly string[]): string[][] {
  const file = join(folder, 'services.json');
  const [program] = command.words;
  const list: Contender = { ...command, words: [program, '--answers', file, '--yes'] };
  return listLengths.flatMap((length) => {
    const names = Array.from({ length }, (_, index) => ({ name: `service-${index}` }));
    writeFileSync(file, JSON.stringify(names));
    return places.map((place) => rowOfList(list, place, length));
  });
}

function rowOfList(list: Contender, place: string, length: number): string[] {
  const memory = join(folder, 'memory');
  const rounds = Array.from({ length: listRounds }, () => {
    flush(place);
    const lap = time(list, place, memory);
    flush(place);
    return { ...lap, copy: copyTime(place) };
  });
  const each = (values: readonly number[]) => (median(values) / length).toFixed(2);
  return [
    String(length),
    String(rounds[0]?.files),
    run('df', ['--output=fstype', place]).trim().split('\n').at(-1) ?? '',
    each(rounds.map(({ milliseconds }) => milliseconds)),
    each(rounds.map(({ copy }) => copy)),
    median(rounds.map(({ milliseconds, copy }) => milliseconds / copy)).toFixed(2),
    (median(rounds.map(({ bytes }) => bytes)) / 1e6).toFixed(0),
  ];
}

/** How long it takes to copy what the last lap has written. */
function copyTime(place: string): number {
  const copy = mkdtempSync(join(place, 'copy-'));
  const before = performance.now();
  run('cp', ['-r', join(place, 'work'), copy]);
  return performance.now() - before;
}

/** Has what was written before put on the disk, so that nobody waits for what another has written. */
function flush(place: string): void {
  run('sync', ['--file-system', place]);
}

function sizeSentence({ packed, packages, bytes }: Size): string {
  return `The package has ${(packed / 1000).toFixed(0)} kB; installing it adds ${packages} packages with ${(bytes / 1e6).toFixed(1)} MB of files.`;
}

try {
  open(folder);
  const { command, yo, yoEmpty, size } = installPackage(folder);
  const { contenders, absent } = installPeers();
  const all = [node, command, ...contenders, yoEmpty, yo];
  const laps = race(all);
  const lists = measureLists(command, [folder, ...inMemory]);
  writeChapter('startup', 'One service, and a thousand (`npm run bench:startup`)', [
    [
      `One service into a new folder: median wall time of ${rounds} runs, all in turn. Each tool is installed from a`,
      'package and started by its `bin`. Ratio compares with `node -e 0` in the same round and is the median of',
      'all rounds. Peers that accept templates write the same files as this generator.',
    ].join('\n'),
    measuredOn(`Node ${process.versions.node}.`),
    table(
      ['way', 'files', 'ms', 'ratio'],
      [...rowsOf(all, laps), ...absent.map((name) => [name, '', '', 'not measured'])],
    ),
    addedToYo(laps, yo.title, yoEmpty.title),
    sizeSentence(size),
    [
      `Services of one answers file, median of ${listRounds}, on a disk and in memory (tmpfs), compared with \`cp -r\` of the`,
      'result in the same round. MB is the peak memory of Node. Nothing is deleted in between, because ext4 is',
      'slower for minutes after files are deleted.',
    ].join('\n'),
    table(
      ['services', 'files', 'written to', 'ms a service', '`cp -r`', 'ratio', 'MB at most'],
      lists,
    ),
  ]);
} finally {
  for (const place of [folder, ...inMemory]) rmSync(place, { recursive: true, force: true });
}
