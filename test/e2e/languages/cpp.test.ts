import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpp } from '../../../templates/cpp/language.ts';
import { outputOf } from '../command.ts';
import { readExecutable, types } from '../elf.ts';
import { describeOn } from '../engine.ts';
import { describeMatrix } from '../matrix.ts';
import { cpp as broken } from '../mutants/cpp.ts';
import { describeMutants } from '../mutants.ts';
import { makeProject, makeSurely, type Project, removeProject } from '../project.ts';

describeMatrix(cpp);
describeMutants(cpp, broken);

/** Copies a folder or file out of the image into the project's folder, and returns its path. */
async function copyOut({ folder, image }: Project, path: string): Promise<string> {
  const container = (await outputOf('docker', ['create', `${image}:dev`])).trim();
  const copy = join(folder, `copied-${path.replaceAll('/', '-')}`);
  await outputOf('docker', ['cp', `${container}:${path}`, copy]);
  await outputOf('docker', ['rm', container]);
  return copy;
}

const recordsOf = async (project: Project): Promise<string[]> => {
  const names = await outputOf('ls', [await copyOut(project, '/var/lib/dpkg/status.d')]);
  return names.split('\n').filter((name) => name !== '' && !name.includes('.md5sums'));
};

const componentsOf = async (project: Project): Promise<{ name: string; version: string }[]> => {
  const { name } = project.answers;
  const file = await copyOut(project, `/usr/share/sbom/${name}.cdx.json`);
  return JSON.parse(readFileSync(file, 'utf8')).components;
};

describeOn('docker', 'a program in C++', () => {
  const projects: Project[] = [];
  const build = async (languageVersion: string) => {
    const label = `cpp-elf-${languageVersion}`;
    const project = makeProject(label, { language: 'cpp', languageVersion, kind: 'worker' });
    projects.push(project);
    return { project, outcome: await makeSurely(project, 'build', 'VERSION=1.4.0') };
  };
  after(() => Promise.all(projects.map(removeProject)));

  it("is loaded at a random address when Debian's compiler built it, and names what is in it", async () => {
    const { project } = await build('14');
    const { type, sections } = readExecutable(await copyOut(project, '/app'));
    assert.equal(type, types.anyAddress);
    assert.ok(!sections.includes('.interp'), 'it needs a loader');
    const records = await recordsOf(project);
    for (const name of ['libc6-dev', 'libgcc-14-dev', 'libstdc++-14-dev'])
      assert.ok(records.includes(name), records.join());
    assert.ok(!records.includes('linux-libc-dev'), records.join());
    const [service, ...others] = await componentsOf(project);
    assert.deepEqual([service?.name, service?.version], [project.answers.name, '1.4.0']);
    assert.deepEqual(others, []);
  });

  it('has a fixed address when the official compiler built it, which the build says', async () => {
    const { project, outcome } = await build('16');
    const { type, sections } = readExecutable(await copyOut(project, '/app'));
    assert.equal(type, types.fixedAddress);
    assert.ok(!sections.includes('.interp'), 'it needs a loader');
    assert.match(outcome.stderr + outcome.stdout, /not position-independent/);
    assert.ok((await recordsOf(project)).includes('libc6-dev'));
    const library = (await componentsOf(project)).find(({ name }) => name === 'libstdc++');
    assert.match(String(library?.version), /^16\.\d+\.\d+$/);
  });
});
