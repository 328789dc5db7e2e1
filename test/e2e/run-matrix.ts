/**
 * Builds, verifies and removes services, two at a time, and prints a table of the results per language.
 *   npm run test:matrix [-- LANGUAGE…]        every version of every language and base, in every kind
 *   npm run test:real-images [-- LANGUAGE…]   every language, kind and base once, on images of a registry
 * The first takes hours. With WRITE=1 its tables go into docs/benchmarks.md.
 */
import { measuredOn, table, writeChapter } from '../../bench/report.ts';
import type { Language } from '../../src/languages/language.ts';
import { languages } from '../../src/languages/languages.ts';
import {
  answersOf,
  type Combination,
  everyCombination,
  imagesFor,
  titleOf,
} from './combinations.ts';
import { outputOf, run } from './command.ts';
import { failuresOf, make, makeProject, quickChecks, removeProject, verify } from './project.ts';

interface Row {
  readonly title: string;
  /** Empty for one that holds every check. */
  readonly fault: string;
}

const onRealImages = process.env.REAL_IMAGES === '1';
const names = process.argv.slice(2);

function wanted(): readonly Combination[] {
  const all = languages
    .filter(({ id }) => names.length === 0 || names.includes(id))
    .flatMap(everyCombination);
  if (!onRealImages) return all;
  const seen = new Set<string>();
  return all.filter(({ language, kind, base }) => {
    const key = [language.id, kind, base].join();
    return !seen.has(key) && seen.add(key);
  });
}

/** Pulls an image, unless that was done before; an image that tests made in its place is an error. */
async function pull(image: string): Promise<string> {
  const { code, stderr } = await run('docker', ['pull', '--quiet', image]);
  return code === 0 ? '' : `${image} can't be pulled: ${stderr.trim().split('\n').at(-1)}`;
}

async function prove(combination: Combination): Promise<Row> {
  const label = `matrix-${combination.language.id}-${combinations.indexOf(combination)}`;
  const project = makeProject(label, answersOf(combination));
  let fault = '';
  try {
    for (const image of onRealImages ? imagesFor(combination) : []) fault ||= await pull(image);
    if (fault === '') {
      const built = await make(project, ['build']);
      fault = built.code === 0 ? '' : `make build: ${built.stderr.trim().split('\n').at(-2)}`;
    }
    if (fault === '') {
      const failed = failuresOf(await verify(project, quickChecks(project)));
      fault = Object.entries(failed)
        .map((pair) => pair.join(': '))
        .join('; ');
    }
  } catch (error) {
    fault = String(error).split('\n')[0] ?? '';
  } finally {
    await removeProject(project);
  }
  return { title: titleOf(combination), fault };
}

/** Ends with one line that says what is wrong. */
function end(message: string): never {
  console.error(message);
  process.exit(1);
}

function tableOf(rows: readonly Row[]): string {
  return table(
    ['service', 'checks'],
    rows.map(({ title, fault }) => [title, fault || 'holds']),
  );
}

const combinations = wanted();
if (combinations.length === 0)
  end(`Unknown language ${names.join(', ')}: use ${languages.map(({ id }) => id).join(', ')}.`);
if (onRealImages) {
  const fault = await pull('docker.io/library/alpine:3.24');
  if (fault !== '') end(`No registry answers: ${fault}`);
}
const open = [...combinations];
const rows = new Map<Combination, Row>();

/** Proves one combination after the other until none is left. */
async function work(): Promise<void> {
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const row = await prove(next);
    rows.set(next, row);
    console.error(`${rows.size}/${combinations.length} ${row.title}: ${row.fault || 'holds'}`);
  }
}
await Promise.all([work(), work()]);

/** The table of a language, on the page or on standard output. */
async function report({ id, title }: Language): Promise<void> {
  const own = combinations.filter(({ language }) => language.id === id);
  const text = tableOf(own.flatMap((combination) => rows.get(combination) ?? []));
  if (process.env.WRITE !== '1') return console.log(text);
  const docker = await outputOf('docker', ['version', '--format', '{{.Server.Version}}']);
  const images = process.env.STAND_INS === '1' ? 'stand-ins of the base images' : 'real images';
  writeChapter(
    `matrix-${id}`,
    `Every version, kind and base in ${title} (\`npm run test:matrix\`)`,
    [
      `${measuredOn(`Docker ${docker.trim()}`)}, on ${images}, two services at a time. All checks except reproducible-build.`,
      text,
    ],
  );
}
for (const language of new Set(combinations.map(({ language }) => language)))
  await report(language);
process.exitCode = [...rows.values()].some(({ fault }) => fault !== '') ? 1 : 0;
