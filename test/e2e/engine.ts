import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { outputOf } from './command.ts';

export type EngineId = 'docker' | 'podman';

/** No build takes longer than this, not even the first one on a cold cache. */
const timeout = 300_000;

const answers = new Map<EngineId, boolean>();

/** Whether an engine answers; one that is missing is spoken of once, in one line. */
function answersHere(engine: EngineId): boolean {
  const known = answers.get(engine);
  if (known !== undefined) return known;
  const { status } = spawnSync(engine, ['version'], { stdio: 'ignore', timeout: 20_000 });
  answers.set(engine, status === 0);
  if (status !== 0 && !isRequired)
    console.error(`No ${engine} answers: its end-to-end tests are skipped.`);
  return status === 0;
}

/** Set by .ci/run: there a test that is skipped would be one that nobody runs. */
export const isRequired = process.env.REQUIRE_ENGINE === '1';

/** A suite that needs a container engine. */
export function describeOn(engine: EngineId, title: string, suite: () => void): void {
  if (answersHere(engine)) {
    describe(`${title} (${engine})`, function () {
      this.timeout(timeout);
      suite();
    });
  } else if (isRequired) {
    it(`${title}: ${engine} answers`, () =>
      assert.fail(`REQUIRE_ENGINE=1, and no ${engine} answers`));
  }
}

/** Containers, running or not, as a filter of the engine has it. */
export async function containers(engine: EngineId, filter: string): Promise<string[]> {
  const format = ['--all', '--format', '{{.Names}}', '--filter', filter];
  return linesOf(await outputOf(engine, ['ps', ...format]));
}

/** Images by name and tag whose names begin like this; podman puts localhost/ before those of our own. */
export async function images(engine: EngineId, beginning: string): Promise<string[]> {
  const listed = await outputOf(engine, ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']);
  return linesOf(listed)
    .map((name) => name.replace(/^localhost\//, ''))
    .filter((name) => name.startsWith(beginning));
}

/** A detail of an image, as `inspect` has it. */
export async function imageDetail(
  engine: EngineId,
  image: string,
  format: string,
): Promise<string> {
  return (await outputOf(engine, ['image', 'inspect', '--format', format, image])).trim();
}

export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
