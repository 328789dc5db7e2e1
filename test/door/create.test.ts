import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, makeFolder } from './doors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = join(root, 'create-hardened-container');

describe('the package behind npm create', () => {
  before(build);

  it('starts the command of the package that it depends on', () => {
    const { folder, remove } = makeFolder();
    try {
      const modules = join(folder, '../node_modules');
      mkdirSync(modules);
      symlinkSync(root, join(modules, 'generator-hardened-container'));
      cpSync(source, join(modules, 'create-hardened-container'), { recursive: true });
      const file = join(modules, 'create-hardened-container/create.cjs');
      execFileSync(process.execPath, [file, 'shop', '--yes'], { cwd: folder, stdio: 'ignore' });
      assert.ok(existsSync(join(folder, 'shop/hardening/waivers')));
    } finally {
      remove();
    }
  });

  it('has the same version and the same versions of Node', () => {
    const read = (folder: string) =>
      JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        readonly [field: string]: unknown;
      };
    const [own, create] = [read(root), read(source)];
    assert.equal(create.version, own.version);
    assert.deepEqual(create.dependencies, { [`${own.name}`]: own.version });
    for (const field of ['license', 'engines', 'publishConfig'])
      assert.deepEqual(create[field], own[field], field);
  });
});
