import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from './command.ts';
import { machines, readExecutable } from './elf.ts';
import { describeOn, imageDetail } from './engine.ts';
import {
  assertAllHold,
  commit,
  makeProject,
  makeSurely,
  type Project,
  removeProject,
  verify,
} from './project.ts';

describeOn('docker', 'the image of an http service on scratch', () => {
  let project: Project;
  beforeEach(() => {
    project = makeProject('image', { kind: 'http', base: 'scratch' });
  });
  afterEach(() => removeProject(project));

  it('holds the stripped program, CA bundle, passwd and group, and hardly a byte more', async () => {
    await makeSurely(project, 'build');
    const files = await unpack(project, 'dev');
    const { machine, sections } = readExecutable(join(files, 'app'));
    assert.equal(machine, machines.amd64);
    const symbols = sections.filter((name) => /^\.(symtab|strtab|z?debug.*)$/.test(name));
    assert.deepEqual(symbols, [], 'the program is not stripped');

    const needed = ['app', 'etc/ssl/certs/ca-certificates.crt', 'etc/passwd', 'etc/group'];
    const bytes = needed.reduce((sum, path) => sum + statSync(join(files, path)).size, 0);
    const all = bytesBelow(files);
    assert.ok(all <= bytes * 1.01, `${all} bytes, of which ${bytes} are needed`);
    assert.match(readFileSync(join(files, 'etc/passwd'), 'utf8'), /^appuser:x:10001:10001:/m);
  });

  it('is the same, built twice without cache, in another folder and with other times', async () => {
    const twin = makeProject('image', { kind: 'http', base: 'scratch' });
    try {
      for (const name of readdirSync(twin.folder)) utimesSync(join(twin.folder, name), 1, 1);
      await makeSurely(project, 'build', 'TAG=first', 'VERSION=1', 'BUILD_FLAGS=--no-cache');
      await makeSurely(twin, 'build', 'TAG=second', 'VERSION=1', 'BUILD_FLAGS=--no-cache');
      const idOf = (tag: string) => imageDetail('docker', `${project.image}:${tag}`, '{{.Id}}');
      assert.equal(await idOf('second'), await idOf('first'));
    } finally {
      await removeProject(twin);
    }
  });

  // The build cache compares contents: it must not return the times of another commit.
  it('is the same, built from the cache after a commit that changes no file', async () => {
    const cached = makeProject('cached', { kind: 'worker', base: 'scratch' });
    try {
      await commit(cached);
      await makeSurely(cached, 'build', 'SOURCE_DATE_EPOCH=1000000000');
      await makeSurely(cached, 'build');
      const ids = ['reproducible-build'];
      assertAllHold(await verify(cached, ids), ids);
    } finally {
      await removeProject(cached);
    }
  });

  for (const language of ['go', 'python'])
    it(`has one other layer as another version: ${language}`, async () => {
      const service = makeProject('versions', { language });
      const layersOf = async (version: string) => {
        await makeSurely(service, 'build', `TAG=${version}`, `VERSION=${version}`);
        const image = `${service.image}:${version}`;
        return JSON.parse(await imageDetail('docker', image, '{{json .RootFS.Layers}}'));
      };
      try {
        const [first, second] = [await layersOf('1'), await layersOf('2')];
        assert.equal(first.length, 2);
        assert.equal(first[0], second[0]);
        assert.notEqual(first[1], second[1]);
      } finally {
        await removeProject(service);
      }
    });

  // The files are looked at and not run: that would take a machine of that kind.
  it('is built for another platform', async () => {
    await makeSurely(project, 'build', 'PLATFORM=linux/arm64', 'TAG=arm64');
    const image = `${project.image}:arm64`;
    assert.equal(await imageDetail('docker', image, '{{.Os}}/{{.Architecture}}'), 'linux/arm64');
    const files = await unpack(project, 'arm64');
    assert.equal(readExecutable(join(files, 'app')).machine, machines.arm64);
  });
});

/** Unpacks what is in an image into the project's folder, without what the engine adds to a container. */
async function unpack({ folder, engine, image }: Project, tag: string): Promise<string> {
  const target = join(folder, `files-${tag}`);
  mkdirSync(target);
  const layers = join(folder, `layers-${tag}`);
  mkdirSync(layers);
  await outputOf(engine, ['save', '--output', join(layers, 'image.tar'), `${image}:${tag}`]);
  await outputOf('tar', ['-xf', 'image.tar'], { cwd: layers });
  const [{ Layers }] = JSON.parse(readFileSync(join(layers, 'manifest.json'), 'utf8'));
  for (const layer of Layers as string[])
    await outputOf('tar', ['-xf', join(layers, layer), '-C', target]);
  return target;
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
