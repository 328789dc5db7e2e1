import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAnswers, type RawAnswers } from '../src/answers/parse.ts';
import { planProject } from '../src/plan/plan.ts';
import { renderFile } from '../src/plan/render.ts';
import { today } from '../src/project/today.ts';
import { freePort } from '../test/e2e/project.ts';
import { machineFlags, trusting } from './machine.ts';
import { run } from './run.ts';

/** One way to build the service, with a project of its own. */
export interface Variant {
  readonly title: string;
  readonly folder: string;
  readonly image: string;
  /** Absolute path of its Dockerfile. */
  readonly dockerfile: string;
  /** Its file of run flags; articles and docker init bring none. */
  readonly runFlags: string;
  readonly flags: readonly string[];
}

const checksBut = 'reproducible-build';

/** Writes a project for a variant, with the answers given. */
export function writeVariant(
  title: string,
  answers: RawAnswers,
  own: { dockerfile?: string; dockerfileText?: string } = {},
): Variant {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const surroundings = { folder: 'bench', today: today() };
  const parsed = parseAnswers({ name: 'bench', ...answers }, surroundings);
  for (const file of planProject(parsed, surroundings.today).files) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, renderFile(file), { mode: file.isExecutable ? 0o755 : 0o644 });
  }
  const dockerfile = join(folder, own.dockerfile ?? 'Dockerfile');
  const isOurs = own.dockerfile === undefined && own.dockerfileText === undefined;
  if (own.dockerfileText !== undefined) {
    writeFileSync(dockerfile, own.dockerfileText);
    // docker init lists excluded files and lets the rest of the folder in.
    writeFileSync(join(folder, '.dockerignore'), '.git\n.env\nDockerfile*\nREADME.md\n');
  }
  if (!isOurs)
    writeFileSync(dockerfile, trusting(readFileSync(dockerfile, 'utf8'), parsed.language));
  const machine = machineFlags(parsed.language);
  return {
    title,
    folder,
    image: `bench-${parsed.language}-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}:dev`,
    dockerfile,
    runFlags: isOurs ? join(folder, 'hardening/run.flags') : '/dev/null',
    flags: isOurs ? [...machine, '--build-arg', 'SOURCE_DATE_EPOCH=0'] : machine,
  };
}

/** Builds a variant. Returns the seconds that it took. */
export function build({ dockerfile, image, folder, flags }: Variant): number {
  const before = performance.now();
  run('docker', ['build', '--quiet', '--file', dockerfile, '--tag', image, ...flags, folder]);
  return (performance.now() - before) / 1000;
}

/** Adds a line to a file of the source. */
export function edit({ folder }: Variant, path: string, line: string): void {
  appendFileSync(join(folder, path), `\n${line}\n`);
}

/** Bytes in layers, as they are and compressed with gzip. */
export function measureSize(variant: Variant): { bytes: number; compressed: number } {
  const out = script(variant, 'size.sh', {});
  return {
    bytes: numberBefore(out, 'bytes in layers'),
    compressed: numberBefore(out, 'bytes compressed'),
  };
}

/** Bytes of the files of an image, by path without a slash in front. */
export function sizesOfFiles({ image }: Variant): ReadonlyMap<string, number> {
  const container = run('docker', ['create', image, 'none']).trim();
  try {
    const listing = run('sh', ['-c', `docker export ${container} | tar --numeric-owner -tvf -`]);
    const rows = listing.split('\n').filter((line) => line.startsWith('-'));
    return new Map(
      rows.map((row) => {
        const [, , size = '', , , ...path] = row.split(/\s+/);
        return [path.join(' '), Number(size)];
      }),
    );
  } finally {
    run('docker', ['rm', container]);
  }
}

/** Seconds from `docker run`, with the variant's own flags, to the first request that is answered. */
export async function measureStart(variant: Variant): Promise<number> {
  const port = await freePort();
  const settings = { ENGINE: 'docker', PORT: String(port), RUN_FLAGS: variant.runFlags };
  const flags = words('sh', [join(variant.folder, 'hardening/run-flags.sh')], settings);
  const published = flags.some((flag) => flag.startsWith('--publish'))
    ? []
    : [`--publish=127.0.0.1:${port}:8080`];
  const before = performance.now();
  const container = run('docker', ['run', '--detach', ...flags, ...published, variant.image]);
  try {
    while (performance.now() - before < 30_000) {
      if (await isAnswered(port)) return (performance.now() - before) / 1000;
    }
    throw new Error(`${variant.image} does not answer.`);
  } finally {
    run('docker', ['rm', '--force', container.trim()]);
  }
}

/** Whether a request is answered; a connection that is lost on the way says no more, and must not be waited for. */
function isAnswered(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const ask = get({ port, host: '127.0.0.1', agent: false, timeout: 1000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ask.on('timeout', () => ask.destroy());
    ask.on('error', () => setTimeout(resolve, 5, false));
  });
}

/** How many of the checks of `strict` an image holds, and the seconds that it took; the rebuild is left out for all. */
export function countChecks(variant: Variant): { held: number; all: number; seconds: number } {
  const order = readFileSync(join(variant.folder, 'hardening/checks/order'), 'utf8');
  const ids = order.split(/\s+/).filter((id) => id !== '' && id !== checksBut);
  const before = performance.now();
  const tap = script(variant, 'verify.sh', { VERIFY_FORMAT: 'tap', VERIFY_ONLY: ids.join(' ') });
  return {
    held: tap.match(/^ok (?!.*# SKIP)/gm)?.length ?? 0,
    all: ids.length,
    seconds: (performance.now() - before) / 1000,
  };
}

function script(variant: Variant, name: string, settings: Record<string, string>): string {
  const { status, stdout, stderr } = spawnSync('sh', [join(variant.folder, 'hardening', name)], {
    encoding: 'utf8',
    env: {
      ...process.env,
      ENGINE: 'docker',
      IMAGE: variant.image,
      DOCKERFILE: variant.dockerfile,
      RUN_FLAGS: variant.runFlags,
      ...settings,
    },
  });
  // verify.sh ends with 1 where a check fails: that is what is being counted.
  if (stdout === '') throw new Error(`${name} of ${variant.image} ended with ${status}: ${stderr}`);
  return stdout;
}

function numberBefore(text: string, words: string): number {
  const found = new RegExp(`(\\d+) +${words}`).exec(text)?.[1];
  if (found === undefined) throw new Error(`There is no number of ${words} in: ${text}`);
  return Number(found);
}

function words(command: string, args: readonly string[], env: Record<string, string>): string[] {
  return run(command, args, { env })
    .split(/\s+/)
    .filter((word) => word !== '');
}
