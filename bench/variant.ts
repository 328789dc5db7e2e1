import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAnswers, type RawAnswers } from '../src/answers/parse.ts';
import { planProject } from '../src/plan/plan.ts';
import { renderFile } from '../src/plan/render.ts';
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

const today = '2026-11-23';
const checksBut = 'reproducible-build';

/** Writes a project for a variant, with the answers given. */
export function writeVariant(
  title: string,
  answers: RawAnswers,
  own: { dockerfile?: string; dockerfileText?: string } = {},
): Variant {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const parsed = parseAnswers({ name: 'bench', ...answers }, { folder: 'bench', today });
  for (const file of planProject(parsed, today).files) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, renderFile(file), { mode: file.isExecutable ? 0o755 : 0o644 });
  }
  const dockerfile = join(folder, own.dockerfile ?? 'Dockerfile');
  if (own.dockerfileText !== undefined) writeFileSync(dockerfile, own.dockerfileText);
  const isOurs = own.dockerfile === undefined && own.dockerfileText === undefined;
  return {
    title,
    folder,
    image: `bench-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}:dev`,
    dockerfile,
    runFlags: isOurs ? join(folder, 'hardening/run.flags') : '/dev/null',
    flags: isOurs ? ['--build-arg', 'SOURCE_DATE_EPOCH=0'] : [],
  };
}

/** Builds a variant. Returns the seconds that it took. */
export function build({ dockerfile, image, folder, flags }: Variant): number {
  const before = performance.now();
  run('docker', ['build', '--quiet', '--file', dockerfile, '--tag', image, ...flags, folder]);
  return (performance.now() - before) / 1000;
}

/** Adds a line to the program that no other variant has, so that none finds its build in the cache. */
export function edit({ folder, image }: Variant, round: number): void {
  appendFileSync(join(folder, 'main.go'), `\nvar edit${round} = "${image}"\n`);
}

/** Bytes in layers, as they are and compressed with gzip. */
export function measureSize(variant: Variant): { bytes: number; compressed: number } {
  const out = script(variant, 'size.sh', {});
  return {
    bytes: numberBefore(out, 'bytes in layers'),
    compressed: numberBefore(out, 'bytes compressed'),
  };
}

/** How many of the checks of `strict` an image holds; the rebuild is left out for all. */
export function countChecks(variant: Variant): { held: number; all: number } {
  const order = run('cat', [join(variant.folder, 'hardening/checks/order')]);
  const ids = order.split(/\s+/).filter((id) => id !== '' && id !== checksBut);
  const tap = script(variant, 'verify.sh', { VERIFY_FORMAT: 'tap', VERIFY_ONLY: ids.join(' ') });
  return { held: tap.match(/^ok (?!.*# SKIP)/gm)?.length ?? 0, all: ids.length };
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
