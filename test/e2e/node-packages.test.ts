import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeOn } from './engine.ts';
import { replacing } from './mutants/mutant.ts';
import {
  assertAllHold,
  make,
  makeProject,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  verify,
} from './project.ts';

/** A package without any of its own, and with a file that can be started. */
const nanoid = {
  version: '6.0.2',
  integrity:
    'sha512-hIvVOb9Qr1p/9CNNLOe0OlWvgx/ziTsVwKN/GDSsuArN2K0wDiafP3s0SWmsm7o2BdnyS8Z9Z64NFBUbn6ziBg==',
  license: 'MIT',
};

/** Changes a JSON file of a project. */
function editing(path: string, change: (value: Record<string, unknown>) => object) {
  return ({ folder }: Project) => {
    const file = join(folder, path);
    const value = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, `${JSON.stringify({ ...value, ...change(value) }, undefined, 2)}\n`);
  };
}

const dependencies = { nanoid: `^${nanoid.version}` };
const requiring = editing('package.json', () => ({ dependencies }));
const locking = editing('package-lock.json', ({ packages }) => {
  const { '': root, ...others } = packages as Record<string, object>;
  return {
    packages: { '': { ...root, dependencies }, ...others, 'node_modules/nanoid': nanoid },
  };
});

describeOn('docker', 'a Node.js service with a package', () => {
  let project: Project;
  beforeEach(() => {
    project = makeProject('packages', { language: 'node' });
    requiring(project);
    replacing(
      'src/command.ts',
      "import { version } from './version.ts';\n",
      "import { version } from './version.ts';\n\n/** Tells one start of the service from another. */\nconst instance = nanoid();\n",
    )(project.folder);
    replacing('src/command.ts', /^/, "import { nanoid } from 'nanoid';\n")(project.folder);
    replacing('src/command.ts', '{ port, version }', '{ port, version, instance }')(project.folder);
  });
  afterEach(() => removeProject(project));

  it('is built, tested and verified; of the package nothing can be started', async () => {
    locking(project);
    await makeSurely(project, 'build');
    await makeSurely(project, 'test');
    assertAllHold(await verify(project, quickChecks(project)), quickChecks(project));
  });

  it('is not built with a lock file that knows nothing of it, and npm says why', async () => {
    const { code, stderr } = await make(project, ['build']);
    assert.notEqual(code, 0);
    assert.match(stderr, /Missing: nanoid@/);
    assert.match(stderr, /package-lock\.json doesn't fit package\.json\. Run npm install/);
  });

  it('is not built where the package is another than the one that was locked', async () => {
    locking(project);
    replacing('package-lock.json', nanoid.integrity, `sha512-${'A'.repeat(86)}==`)(project.folder);
    const { code, stderr } = await make(project, ['build']);
    assert.notEqual(code, 0);
    assert.match(stderr, /EINTEGRITY/);
  });
});
