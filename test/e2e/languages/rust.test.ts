import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { rust } from '../../../templates/rust/language.ts';
import { run } from '../command.ts';
import { describeOn } from '../engine.ts';
import { describeMatrix } from '../matrix.ts';
import { replacing } from '../mutants/mutant.ts';
import { rust as broken } from '../mutants/rust.ts';
import { describeMutants } from '../mutants.ts';
import { makeProject, makeSurely, type Project, removeProject } from '../project.ts';

describeMatrix(rust);
describeMutants(rust, broken);

describeOn('docker', 'a Rust service', () => {
  let project: Project;
  after(() => removeProject(project));

  it('is made of its source, though that be older than what the cache has of its name', async () => {
    const main = 'src/main.rs';
    project = makeProject('older', { language: 'rust', kind: 'worker' });
    await makeSurely(project, 'build');
    replacing(main, 'unknown arguments', 'no such arguments')(project.folder);
    utimesSync(join(project.folder, main), 0, 0);
    await makeSurely(project, 'build');
    const { code, stderr } = await run('docker', [
      'run',
      '--rm',
      `${project.image}:dev`,
      'nonsense',
    ]);
    assert.equal(code, 2);
    assert.match(stderr, /^no such arguments /);
  });
});
