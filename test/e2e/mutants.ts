import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { options } from '../../src/hardening/options.ts';
import { kinds } from '../../src/languages/kinds.ts';
import type { Language } from '../../src/languages/language.ts';
import { languages } from '../../src/languages/languages.ts';
import { describeOn } from './engine.ts';
import { behaviourMutants } from './mutants/behaviour.ts';
import { buildMutants } from './mutants/build.ts';
import { digestMutants } from './mutants/digest.ts';
import { fileMutants } from './mutants/files.ts';
import type { Mutant } from './mutants/mutant.ts';
import { programMutants } from './mutants/programs.ts';
import { recordMutants } from './mutants/records.ts';
import { runningMutants } from './mutants/running.ts';
import type { BrokenSource } from './mutants/source.ts';
import {
  failuresOf,
  makeProject,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  verify,
} from './project.ts';

const hasAll = process.env.MUTANTS === 'all';

/**
 * Breaks projects of a language in one way each, and asserts that the right check fails: in every way
 * for the first language, and for the others only in the ways that break their own source.
 */
export function describeMutants({ id: language }: Language, source: BrokenSource): void {
  const isFirst = language === languages[0]?.id;
  const mutants = [
    ...buildMutants,
    ...digestMutants,
    ...fileMutants,
    ...programMutants,
    ...recordMutants,
    ...behaviourMutants(source),
    ...runningMutants,
  ].filter(({ isForAll }) => isFirst || isForAll === 'in CI' || (isForAll && hasAll));

  if (isFirst)
    describe(`mutants in ${language}`, () => {
      it('there is one at least for every option', () => {
        const killing = new Set(mutants.map(({ check }) => check));
        assert.deepEqual([...killing].sort(), options.map(({ id }) => id).sort());
      });
    });

  describeOn('docker', `mutants in ${language}`, () => {
    /** Not broken, and built once for each kind: mutants of the first language whose image stays the same are run on these. */
    const sound: Project[] = [];
    before(async () => {
      for (const { id: kind } of isFirst ? Object.values(kinds) : []) {
        const project = makeProject(`sound-${language}-${kind}`, { language, kind });
        sound.push(project);
        await makeSurely(project, 'build');
      }
    });
    after(async () => {
      for (const project of sound) await removeProject(project);
    });

    for (const mutant of mutants)
      it(`${mutant.check}: ${mutant.title}`, () => testMutant(mutant, language, isFirst));
  });
}

async function testMutant(mutant: Mutant, language: string, isFirst: boolean): Promise<void> {
  const kind = mutant.answers?.kind ?? 'worker';
  // One name for all of a kind: it is in the source, and the compiler has done its work before.
  const label = `${mutant.isBuilt ? 'mutant' : 'sound'}-${language}-${kind}`;
  const project = makeProject(label, { language, kind, ...mutant.answers });
  try {
    await assertNoticed(mutant, project, isFirst);
  } finally {
    if (mutant.isBuilt) await removeProject(project);
    else rmSync(project.folder, { recursive: true });
  }
}

/**
 * Breaks a project and sees the check fail for its reason. That no other check fails is seen in one language, with
 * MUTANTS=all: it takes the time of all checks.
 */
async function assertNoticed(mutant: Mutant, project: Project, isFirst: boolean): Promise<void> {
  for (const edit of mutant.edits) edit(project.folder);
  if (mutant.isBuilt) await makeSurely(project, 'build');
  const isAlone = mutant.isAlone || !isFirst || !hasAll;
  const failed = failuresOf(await verify(project, isAlone ? [mutant.check] : quickChecks(project)));
  assert.match(failed[mutant.check] ?? `holds; failed: ${JSON.stringify(failed)}`, mutant.says);
  const { [mutant.check]: _, ...also } = failed;
  const wanted = isAlone ? [] : Object.keys(mutant.alsoFails ?? {}).sort();
  assert.deepEqual(Object.keys(also).sort(), wanted, JSON.stringify(also));
}
