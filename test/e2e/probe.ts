import { spawnSync } from 'node:child_process';
import { newestReference } from '../../src/images/reference.ts';
import { today } from '../rendered-project.ts';

export type EngineId = 'docker' | 'podman';

/** Set by .ci/run, where no test may be skipped. */
export const isRequired = process.env.REQUIRE_ENGINE === '1';

/** Why the tests don't use an engine; empty for one that they use. */
export type Fault = string;

/** Mocha loads this file first, so that its workers inherit what it found. */
const variable = 'E2E_ENGINES';

/** Looks at both engines once a run, and prints one line about each that the tests can't use. */
export function faultsOfEngines(): Readonly<Record<EngineId, Fault>> {
  const known = process.env[variable];
  if (known) return JSON.parse(known);
  const faults = { docker: faultOf('docker'), podman: faultOf('podman') };
  process.env[variable] = JSON.stringify(faults);
  if (!isRequired)
    for (const fault of Object.values(faults).filter(Boolean))
      console.error(`${fault}: its end-to-end tests are skipped.`);
  return faults;
}

function faultOf(engine: EngineId): Fault {
  if (!succeeds(engine, ['version'], 20)) return `${engine} doesn't answer`;
  const image = newestReference('alpine', '', today);
  const hasImage =
    succeeds(engine, ['image', 'inspect', image], 20) || succeeds(engine, ['pull', image], 120);
  return hasImage ? '' : `${engine} answers, but can't pull base images such as ${image}`;
}

function succeeds(command: string, args: readonly string[], seconds: number): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: seconds * 1000 }).status === 0;
}

faultsOfEngines();
