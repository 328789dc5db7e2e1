import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Repository, repositories } from './adopted-repositories.ts';
import { eventually, outputOf, run } from './command.ts';
import { describeOn } from './engine.ts';
import { machineSettings } from './machine.ts';
import { freePort } from './project.ts';
import { parseTap } from './tap.ts';

const taken = repositories.filter(({ isInCi }) => isInCi || process.env.ADOPTED === 'all');

/** The command from its source: other tests use the package while it is built. */
const command = [
  ...['--import', import.meta.resolve('tsx/esm')],
  fileURLToPath(new URL('../../cli/hardened-container.ts', import.meta.url)),
];

describe('a program that exists', () => {
  for (const repository of taken)
    describeOn('docker', repository.title, () => adoption(repository));
});

function adoption({ files, flags = [], answers, port }: Repository): void {
  let folder: string;
  const name = `adopted-${process.pid}-${port}`;
  const git = (...words: string[]) =>
    outputOf('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...words], {
      cwd: folder,
    });
  const env = { ENGINE: 'docker', ...machineSettings() };
  const make = (...words: string[]) =>
    run('make', ['-f', 'hardening/Makefile', ...words], { cwd: folder, env });

  before(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'adopted-')), name);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'Shop');
  });
  after(async () => {
    await run('docker', ['rm', '--force', '--volumes', name]);
    await make('clean');
    rmSync(dirname(folder), { recursive: true, force: true });
  });

  it('is taken in, and nothing of it is changed', async () => {
    const words = [...command, 'adopt', '--yes', ...flags];
    const { code, stderr } = await run(process.execPath, words, { cwd: folder });
    assert.equal(code, 0, stderr);
    assert.equal(await git('status', '--porcelain'), '?? .yo-rc.json\n?? hardening/\n');
  });

  it('is built, and holds every check', async () => {
    const built = await make('build');
    assert.equal(built.code, 0, built.stderr.slice(-3000));
    const verified = await run('make', ['-f', 'hardening/Makefile', 'verify'], {
      cwd: folder,
      env: { ...env, VERIFY_FORMAT: 'tap' },
    });
    const failed = [...parseTap(verified.stdout)].filter(([, { verdict }]) => verdict === 'not ok');
    assert.deepEqual(Object.fromEntries(failed), {}, verified.stderr.slice(-2000));
    assert.equal(verified.code, 0);
  });

  it('answers as it did before, and its secrets reach no build', async () => {
    const published = await freePort();
    const running = make('run', `PORT=${published}`);
    const page = await eventually('an answer', () => fetch(`http://127.0.0.1:${published}/`), 60);
    assert.match(await page.text(), answers);
    await run('docker', ['stop', name]);
    await running;
    assert.doesNotMatch((await make('context')).stdout, /^ *\d+ {2}\.env$/m);
  });
}
