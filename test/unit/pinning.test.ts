import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStored, storedFile } from '../../src/answers/stored.ts';
import { merge } from '../../src/project/merge.ts';
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
      `Images aren't pinned by digest. ${golang}: ${registry.name} doesn't have this image (404). Run make pin later to add the digests.`,
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
    assert.deepEqual(obsolete, { removable: [], changed: [], gone: [] });
  });

  it('disappear if another image has none: nothing is half pinned', async () => {
    registry = await scriptedRegistry(butGolang);
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'hardening'));
    const own = `sha256:${'a'.repeat(64)}`;
    const alpine = `${registry.name}/library/alpine:3.24`;
    writeFileSync(join(folder, 'hardening/settings.sh'), `TOOLBOX='${alpine}@${own}'\n`);
    const [pinned = assert.fail()] = await withDigests([service(folder)]);
    const compared = compareService(pinned);
    for (const { path, contents } of compared.files) assert.ok(!contents.includes(own), path);
    assert.equal(compared.notices.length, 1);
  });

  it('stay where something is added to the project, pinned or not, and nobody is asked', async () => {
    registry = await scriptedRegistry(everything);
    const folder = temporaryFolder();
    const [first = assert.fail()] = await withDigests([service(folder)]);
    const { files } = compareService(first);
    writeProject(files);
    const storedText = readFileSync(join(folder, storedFile), 'utf8');
    const known = { storedText, stored: readStored(storedText), isNew: false };
    const before = registry.asked.length;
    for (const written of [
      (text: string) => text,
      (text: string) => text.replace(/@sha256:\w+/, `@sha256:${'b'.repeat(64)}`),
      (text: string) => text.replaceAll(/@sha256:\w+/g, ''),
    ]) {
      const path = join(folder, 'Dockerfile');
      writeFileSync(path, written(readFileSync(path, 'utf8')));
      const { answers, destination } = service(folder, { extras: 'compose' });
      const added = { answers, destination: { ...destination, ...known }, merge, isAddition: true };
      const [pinned = assert.fail()] = await withDigests([added]);
      const { files } = compareService(pinned);
      const statusOf = (path: string) => files.find((file) => file.path === path)?.status;
      assert.equal(statusOf('compose.yaml'), 'create');
      assert.notEqual(statusOf('Dockerfile'), 'change');
    }
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
