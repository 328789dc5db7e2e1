import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { options } from '../../src/hardening/options.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { describeOn } from './engine.ts';
import type { Mutant } from './mutants/mutant.ts';
import { mutants } from './mutants.ts';
import {
  failuresOf,
  makeProject,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  verify,
} from './project.ts';

describe('mutants', () => {
  it('there is one at least for every option', () => {
    const killing = new Set(mutants.map(({ check }) => check));
    assert.deepEqual([...killing].sort(), options.map(({ id }) => id).sort());
  });
});

describeOn('docker', 'mutants', () => {
  /** Not broken, and built once for each kind: mutants whose image stays the same are run on these. */
  const sound: Project[] = [];
  before(async () => {
    for (const { id: kind } of Object.values(kinds)) {
      const project = makeProject(`sound-${kind}`, { kind });
      sound.push(project);
      await makeSurely(project, 'build');
    }
  });
  after(async () => {
    for (const project of sound) await removeProject(project);
  });

  for (const mutant of mutants)
    it(`${mutant.check}: ${mutant.title}`, async () => {
      const kind = mutant.answers?.kind ?? 'worker';
      // One name for all of a kind: it is in the source, and the compiler has done its work before.
      const label = `${mutant.isBuilt ? 'mutant' : 'sound'}-${kind}`;
      const project = makeProject(label, { kind, ...mutant.answers });
      try {
        await assertNoticed(mutant, project);
      } finally {
        if (mutant.isBuilt) await removeProject(project);
        else rmSync(project.folder, { recursive: true });
      }
    });
});

async function assertNoticed(mutant: Mutant, project: Project): Promise<void> {
  for (const edit of mutant.edits) edit(project.folder);
  if (mutant.isBuilt) await makeSurely(project, 'build');
  const failed = failuresOf(
    await verify(project, mutant.isAlone ? [mutant.check] : quickChecks(project)),
  );
  assert.match(failed[mutant.check] ?? `holds; failed: ${JSON.stringify(failed)}`, mutant.says);
  const { [mutant.check]: _, ...others } = failed;
  const wanted = Object.keys(mutant.alsoFails ?? {}).sort();
  assert.deepEqual(Object.keys(others).sort(), wanted, JSON.stringify(others));
}
