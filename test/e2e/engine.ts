import assert from 'node:assert/strict';
import { outputOf } from './command.ts';
import { type EngineId, faultsOfEngines, isRequired } from './probe.ts';

export type { EngineId };
export { isRequired };

/** No build takes longer than this, not even the first one on a cold cache. */
const timeout = 300_000;

/** A suite that needs a container engine. */
export function describeOn(engine: EngineId, title: string, suite: () => void): void {
  const fault = faultsOfEngines()[engine];
  if (fault === '') {
    describe(`${title} (${engine})`, function () {
      this.timeout(timeout);
      suite();
    });
  } else if (isRequired) {
    it(`${title}: ${engine} can be used`, () => assert.fail(`REQUIRE_ENGINE=1, and ${fault}`));
  }
}

/** Containers, running or not, as a filter of the engine has it. */
export async function containers(engine: EngineId, filter: string): Promise<string[]> {
  const format = ['--all', '--format', '{{.Names}}', '--filter', filter];
  return linesOf(await outputOf(engine, ['ps', ...format]));
}

/** Images by name and tag whose names begin like this; podman puts localhost/ before our own ones. */
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
