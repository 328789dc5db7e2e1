import { resolve } from 'node:path';
import { openProject } from '../src/project/destination.ts';
import { type Drift, driftOf } from '../src/project/drift.ts';
import { exitCodes } from '../src/refusal.ts';
import type { Style } from '../src/style.ts';
import type { Outcome } from './outcome.ts';

/**
 * hardened-container check: how a project has drifted since it was written.
 *
 * @param folder of the project; the current one if it is undefined
 * @param isStrict whether edited and deleted files, and an older generator, count as errors
 * @throws Refusal if the folder isn't a project of this generator.
 */
export function check(folder: string | undefined, isStrict: boolean, style: Style): Outcome {
  const path = resolve(folder ?? '.');
  const destination = openProject(path, 'hardened-container check');
  const findings = driftOf(destination).map(({ weight, ...finding }) => ({
    ...finding,
    isError: weight === 'error' || (isStrict && weight === 'edit'),
  }));
  const errors = findings.filter(({ isError }) => isError).length;
  return {
    text: textOf(findings, style),
    data: { folder: path, findings },
    exitCode: errors > 0 ? exitCodes.failed : exitCodes.done,
  };
}

type Finding = Omit<Drift, 'weight'> & { readonly isError: boolean };

function textOf(findings: readonly Finding[], style: Style): string {
  if (findings.length === 0) return 'Nothing has drifted.';
  const lines = findings.map(({ isError, message }) =>
    isError ? `${style.strong('error')}   ${message}` : `notice  ${message}`,
  );
  const errors = findings.filter(({ isError }) => isError).length;
  return [...lines, '', `errors: ${errors}, notices: ${findings.length - errors}`].join('\n');
}
