import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandsIn } from './documents.ts';
import { describeOn } from './engine.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Commands that run elsewhere, or for as long as one likes. */
const elsewhere: Readonly<Record<string, string>> = {
  'npm install && npm test': 'by .ci/run',
  'npm install': 'by .ci/run',
  'npm test': 'by .ci/run',
  'eval "$(test/engine/up.sh)"': 'by .ci/run',
  'test/engine/down.sh': 'by hand: it stops the engine that runs this test',
  'npm run golden': 'by hand: it rewrites what test/golden compares with',
  'npm run screens': 'by hand: it rewrites pictures',
  'npm run bench:image': 'by hand: it takes ten minutes',
  'make run': 'by test/e2e/matrix.test.ts',
};

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'test/engine/README.md'];

describeOn('docker', 'the commands of the documents', () => {
  const clone = mkdtempSync(join(tmpdir(), 'clone-'));
  const bin = join(clone, '.bin');

  /** Runs a line as it stands, in a shell with an empty HOME. */
  const run = (line: string, folder: string) => {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', line], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, HOME: join(clone, '.home'), PATH: `${bin}:${process.env.PATH}` },
    });
    assert.equal(status, 0, `${line} ended with ${status}:\n${stdout}${stderr}`);
  };

  before(() => {
    const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
      cwd: root,
    });
    for (const file of files
      .toString()
      .split('\0')
      .filter((path) => existsSync(join(root, path)))) {
      if (file === '') continue;
      mkdirSync(dirname(join(clone, file)), { recursive: true });
      cpSync(join(root, file), join(clone, file));
    }
    mkdirSync(bin);
    mkdirSync(join(clone, '.home'));
    symlinkSync(join(clone, 'dist/cli/hardened-container.cjs'), join(bin, 'hardened-container'));
  });
  after(() => {
    run('! [ -d my-service ] || make -C my-service clean', clone);
    rmSync(clone, { recursive: true, force: true });
  });

  let folder = clone;
  for (const command of commandsIn(readFileSync(join(root, 'README.md'), 'utf8')))
    if (!(command in elsewhere))
      it(command, () => {
        if (command.startsWith('cd ')) folder = join(folder, command.slice(3));
        else run(command, folder);
      });

  it('leave a project each', () => {
    for (const name of ['my-service', 'my-service/billing'])
      assert.ok(existsSync(join(clone, name, 'Makefile')), `${name} has a Makefile`);
  });

  it('are all run here, or known to be run elsewhere', () => {
    const others = documents
      .filter((document) => document !== 'README.md')
      .flatMap((document) => commandsIn(readFileSync(join(root, document), 'utf8')));
    assert.deepEqual(
      others.filter((command) => !(command in elsewhere)),
      [],
    );
  });
});
