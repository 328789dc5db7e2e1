import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { packageUrl } from '../../src/package.ts';
import { isRequired } from './engine.ts';

/** Programs that are missing, each of which is named once. */
const missing = new Set<string>();

/**
 * A suite that needs a program of test/judges; without it the suite is skipped, or fails if skipping is
 * forbidden. A program that is installed only by name, because it compiles for long, may always be missing.
 */
export function describeBy(
  judge: string,
  title: string,
  suite: () => void,
  { isHeavy = false } = {},
): void {
  const { error } = spawnSync(judge, ['--version'], { stdio: 'ignore' });
  if (!error) describe(`${title} (${judge})`, suite);
  else if (isRequired && !isHeavy)
    it(`${title}: there is ${judge}`, () =>
      assert.fail(`REQUIRE_ENGINE=1, and there is no ${judge}: eval "$(test/judges/install.sh)"`));
  else if (!missing.has(judge)) {
    missing.add(judge);
    console.error(`${judge} isn't installed: its tests are skipped.`);
  }
}

/** What a judge says, on both of its outputs; it has to have found nothing. */
export function assertApproved(
  judge: string,
  args: readonly string[],
  options: { cwd?: string; input?: string; env?: NodeJS.ProcessEnv } = {},
): string {
  const { status, stdout, stderr } = spawnSync(judge, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  assert.equal(status, 0, `${judge} ${args.join(' ').slice(0, 200)}\n${stdout}${stderr}`);
  return stdout + stderr;
}

/** Flags for kubeconform: use the schemas in this repository, allow no further field, and list what was read. */
export const kubeconformFlags = [
  '-strict',
  '-verbose',
  '-schema-location',
  `${fileURLToPath(packageUrl('test/judges/schemas/'))}{{.ResourceKind}}{{.KindSuffix}}.json`,
];
