import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Answers, RawAnswers } from '../../src/answers/parse.ts';
import { renderedProject } from '../rendered-project.ts';
import {
  type CommandOptions,
  endAllIn,
  type Outcome,
  outputOf,
  type Running,
  run,
  start,
  tailOf,
} from './command.ts';
import type { EngineId } from './engine.ts';
import { machineSettings } from './machine.ts';
import { parseTap, type Results } from './tap.ts';

/** A generated project on disk. */
export interface Project {
  readonly folder: string;
  readonly answers: Answers;
  readonly engine: EngineId;
  /** Name of its image without the tag. */
  readonly image: string;
}

/** Keeps two runs on one machine apart. */
const runId = randomBytes(3).toString('hex');

/** A name for a service that no other has. */
export function serviceName(label: string): string {
  return `e2e-${runId}-${label}`;
}

/** Writes a project, as the doors would, into a new folder of its own. */
export function makeProject(
  label: string,
  given: RawAnswers = {},
  engine: EngineId = 'docker',
): Project {
  const name = serviceName(label);
  const { answers, texts } = renderedProject({ name, ...given });
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  for (const [path, text] of texts) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
  const image = answers.registry ? `${answers.registry}/${name}` : name;
  return { folder, answers, engine, image };
}

/** Puts a project under git, so that its labels name a commit. */
export async function commit({ folder }: Project): Promise<string> {
  const git = (...args: string[]) =>
    outputOf('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...args], {
      cwd: folder,
    });
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'New service');
  return (await git('rev-parse', 'HEAD')).trim();
}

/** Runs a target of the project's Makefile to its end. */
export function make(
  project: Project,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Outcome> {
  return run('make', args, optionsOf(project, options));
}

/** Starts a target of the project's Makefile. */
export function startMake(
  project: Project,
  args: readonly string[],
  options: CommandOptions = {},
): Running {
  return start('make', args, optionsOf(project, options));
}

function optionsOf({ folder, engine }: Project, { env, ...options }: CommandOptions) {
  return { cwd: folder, ...options, env: { ENGINE: engine, ...machineSettings(), ...env } };
}

/** Runs a target that has to succeed. */
export async function makeSurely(project: Project, ...args: string[]): Promise<Outcome> {
  const outcome = await make(project, args);
  assert.equal(outcome.code, 0, `make ${args.join(' ')}: ${tailOf(outcome)}`);
  return outcome;
}

/** Every check of a project but the rebuild, which takes longer than all others together. */
export function quickChecks({ answers }: Project): string[] {
  return answers.chosen.map(({ id }) => id).filter((id) => id !== 'reproducible-build');
}

/** Runs the checks, or only some of them, and reads what they report. */
export async function verify(
  project: Project,
  only?: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Results> {
  const asked = { VERIFY_FORMAT: 'tap', ...(only && { VERIFY_ONLY: only.join(' ') }) };
  const env = { ...variables, ...asked };
  const outcome = await make(project, ['verify'], { env });
  const results = parseTap(outcome.stdout);
  const hasFailed = [...results.values()].some(({ verdict }) => verdict === 'not ok');
  assert.equal(outcome.code, hasFailed ? 2 : 0, `exit code of make verify: ${tailOf(outcome)}`);
  return results;
}

/** The checks that failed, each with what it said. */
export function failuresOf(results: Results): Record<string, string> {
  const failed = [...results].filter(([, { verdict }]) => verdict === 'not ok');
  return Object.fromEntries(failed.map(([id, { message }]) => [id, message]));
}

/** Asserts that all checks that are to be run hold, and that there are no others. */
export function assertAllHold(results: Results, ids: readonly string[]): void {
  const found = Object.fromEntries([...results].map(([id, { verdict }]) => [id, verdict]));
  const wanted = Object.fromEntries(ids.map((id) => [id, 'ok']));
  assert.deepEqual(found, wanted, JSON.stringify(Object.fromEntries(results), null, 1));
}

/** Removes a project's images and its folder. */
export async function removeProject(project: Project): Promise<void> {
  const { engine, folder, answers } = project;
  endAllIn(folder);
  await run(engine, ['rm', '--force', '--volumes', answers.name]);
  const listed = await run(engine, ['image', 'ls', '--quiet', project.image]);
  const ids = [...new Set(listed.stdout.split('\n').filter(Boolean))];
  if (ids.length > 0) await run(engine, ['image', 'rm', '--force', ...ids]);
  rmSync(folder, { recursive: true, force: true });
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
