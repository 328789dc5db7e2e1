import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  digest,
  giving,
  refusing,
  type Script,
  type ScriptedRegistry,
  scriptedRegistry,
} from '../unit/scripted-registry.ts';
import { build, command, makeFolder, yo } from './doors.ts';

describe('digests of images, asked for by the doors', () => {
  let folder: string;
  let remove: () => void;
  let registry: ScriptedRegistry;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(async () => {
    remove();
    await registry.close();
  });

  const doors = { 'hardened-container': command, yo };

  async function run(door: keyof typeof doors, script: Script, ...flags: string[]) {
    registry = await scriptedRegistry(script);
    const words = ['demo', '--yes', '--with=pinned-digest', `--mirror=${registry.name}`];
    return doors[door]([...words, ...flags], { cwd: folder });
  }
  const dockerfile = () => readFileSync(join(folder, 'demo/Dockerfile'), 'utf8');

  for (const door of ['hardened-container', 'yo'] as const) {
    it(`are written by ${door}`, async () => {
      const { code, output } = await run(door, (_, response) => giving(response));
      assert.equal(code, 0, output);
      assert.match(dockerfile(), new RegExp(`golang:1\\.27-trixie@${digest} AS toolchain`));
    });

    it(`are left out by ${door} with one sentence where the registry refuses`, async () => {
      const { code, output } = await run(door, refusing(429, { 'retry-after': '30' }));
      assert.equal(code, 0, output);
      const text = output.replaceAll(/\s+/g, ' ');
      assert.match(text, /Note: Images aren't pinned by digest\. .* \(429\): retry in 30 s/);
      assert.equal(output.match(/Note:/g)?.length, 1);
      assert.doesNotMatch(output, /^ +at /m);
      assert.doesNotMatch(dockerfile(), /sha256/);
    });
  }

  it('are shown by --dry-run, and not asked for without the option', async () => {
    const { code, output } = await run(
      'hardened-container',
      (_, response) => giving(response),
      '--dry-run',
    );
    assert.equal(code, 0, output);
    assert.equal(registry.asked.length, 2);
    const mirror = `--mirror=${registry.name}`;
    await command(['demo', '--yes', mirror], { cwd: folder });
    assert.equal(registry.asked.length, 2);
  });
});
