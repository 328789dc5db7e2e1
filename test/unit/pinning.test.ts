import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDigests } from '../../src/project/pinning.ts';
import { compareService } from '../../src/project/service.ts';
import { writeProject } from '../../src/project/write.ts';
import { surroundings } from '../rendered-project.ts';
import { parsed } from './parsed-answers.ts';
import {
  digest,
  giving,
  refusing,
  type Script,
  type ScriptedRegistry,
  scriptedRegistry,
} from './scripted-registry.ts';
import { temporaryFolder } from './written-project.ts';

let registry: ScriptedRegistry;
const everything: Script = (_, response) => giving(response);
const butGolang: Script = (request, response) =>
  request.url?.includes('golang') ? refusing(404)(request, response) : giving(response);

function service(folder: string, given: Readonly<Record<string, string>> = {}) {
  const answers = parsed({
    base: 'alpine',
    with: 'pinned-digest',
    mirror: registry.name,
    ...given,
  });
  const destination = { folder, storedText: undefined, stored: {}, isNew: true, surroundings };
  return { answers, destination };
}

/** The text of a file as it would be written. */
function textOf(compared: ReturnType<typeof compareService>, path: string): string {
  return compared.files.find((file) => file.path === path)?.contents ?? '';
}

describe('the digests of a project', () => {
  afterEach(() => registry.close());

  it('are asked for once for all services, and name every image', async () => {
    registry = await scriptedRegistry(everything);
    const two = [service(temporaryFolder()), service(temporaryFolder(), { name: 'other' })];
    const pinned = await withDigests(two);
    assert.equal(registry.asked.length, 2);
    for (const one of pinned) {
      const compared = compareService(one);
      assert.deepEqual(compared.notices, []);
      const text = textOf(compared, 'Dockerfile') + textOf(compared, 'hardening/settings.sh');
      for (const image of ['alpine:3.24', 'golang:1.27-trixie'])
        assert.ok(text.includes(`${registry.name}/library/${image}@${digest}`), image);
    }
  });

  it('are all there or none, and a sentence says why', async () => {
    registry = await scriptedRegistry(butGolang);
    const [pinned = assert.fail()] = await withDigests([service(temporaryFolder())]);
    const compared = compareService(pinned);
    const golang = `${registry.name}/library/golang:1.27-trixie`;
    assert.deepEqual(compared.notices, [
      `Images keep their tags alone: the digest of ${golang} cannot be had, as ${registry.name} does not have it (404); make pin adds the digests later.`,
    ]);
    for (const { path, contents } of compared.files) assert.ok(!contents.includes(digest), path);
  });

  it('stay as the project has them, and no registry is asked again', async () => {
    registry = await scriptedRegistry(everything);
    const folder = temporaryFolder();
    const [first = assert.fail()] = await withDigests([service(folder)]);
    writeProject(compareService(first).files);
    const before = registry.asked.length;
    const [second = assert.fail()] = await withDigests([service(folder)]);
    assert.equal(registry.asked.length, before);
    const { files, obsolete } = compareService(second);
    assert.deepEqual(new Set(files.map(({ status }) => status)), new Set(['same']));
    assert.deepEqual(obsolete, { removable: [], changed: [] });
  });

  it('stay also where another image has none to be had', async () => {
    registry = await scriptedRegistry(butGolang);
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'hardening'));
    const own = `sha256:${'a'.repeat(64)}`;
    const alpine = `${registry.name}/library/alpine:3.24`;
    writeFileSync(join(folder, 'hardening/settings.sh'), `TOOLBOX='${alpine}@${own}'\n`);
    const [pinned = assert.fail()] = await withDigests([service(folder)]);
    assert.ok(textOf(compareService(pinned), 'Dockerfile').includes(`FROM ${alpine}@${own} AS`));
    assert.equal(compareService(pinned).notices.length, 1);
  });

  it('are left as they are, and not asked for, where something is added to a project', async () => {
    registry = await scriptedRegistry(everything);
    const folder = temporaryFolder();
    const [first = assert.fail()] = await withDigests([service(folder)]);
    writeProject(compareService(first).files);
    const { answers, destination } = service(folder, { extras: 'compose' });
    const stored = { with: ['pinned-digest'], mirror: registry.name, base: 'alpine' };
    const before = registry.asked.length;
    const adding = { answers, destination: { ...destination, stored }, merge: () => 'merged' };
    const [added = assert.fail()] = await withDigests([adding]);
    const paths = () => {
      const { files } = compareService(added);
      return files.map(({ path }) => path).sort();
    };
    assert.deepEqual(paths(), ['.yo-rc.json', 'README.md', 'compose.yaml']);
    assert.equal(registry.asked.length, before);
  });

  it('are none, and nobody is asked, where the option is not taken', async () => {
    registry = await scriptedRegistry(everything);
    const { answers, destination } = service(temporaryFolder(), { with: '' });
    const [same] = await withDigests([{ answers, destination }]);
    assert.deepEqual(same, { answers, destination });
    assert.deepEqual(registry.asked, []);
  });
});
