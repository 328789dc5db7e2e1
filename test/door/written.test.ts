import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, command, filesIn, makeFolder } from './doors.ts';

/** Runs a test in a folder with a project of the default answers. */
function inProject(
  test: (project: {
    readonly run: (...args: string[]) => ReturnType<typeof command>;
    readonly path: (file: string) => string;
    readonly read: (file: string) => string;
  }) => Promise<void>,
) {
  return async () => {
    const { folder, remove } = makeFolder();
    try {
      const path = (file: string) => join(folder, 'demo', file);
      const run = (...args: string[]) => command(['demo', '--yes', ...args], { cwd: folder });
      assert.equal((await run()).code, 0);
      await test({ run, path, read: (file) => readFileSync(path(file), 'utf8') });
    } finally {
      remove();
    }
  };
}

describe('the record of what was written', () => {
  before(build);

  it(
    'has the id of each file as git has it, and the version of the generator',
    inProject(async ({ path, read }) => {
      const { version, files } = JSON.parse(read('.yo-rc.json'))[
        'generator-hardened-container:written'
      ];
      assert.equal(version, JSON.parse(readFileSync('package.json', 'utf8')).version);
      assert.deepEqual(
        Object.keys(files).sort(),
        filesIn(path('')).filter((file) => file !== '.yo-rc.json'),
      );
      for (const file of ['Dockerfile', 'main.go', 'hardening/run.flags'])
        assert.equal(
          files[file],
          execFileSync('git', ['hash-object', '--no-filters', path(file)], {
            encoding: 'utf8',
          }).trim(),
        );
    }),
  ).timeout(30_000);

  it(
    'does not merge into a file that is not UTF-8, which would lose bytes',
    inProject(async ({ run, path }) => {
      const edited = Buffer.concat([
        readFileSync(path('Dockerfile')),
        Buffer.from('# caf\xe9\n', 'latin1'),
      ]);
      writeFileSync(path('Dockerfile'), edited);
      assert.equal((await run('--port', '9000')).code, 3);
      assert.ok(readFileSync(path('Dockerfile')).equals(edited));
    }),
  ).timeout(30_000);

  it(
    'lets other answers replace files that nobody has edited',
    inProject(async ({ run, read }) => {
      const { code, output } = await run('--kind', 'worker', '--base', 'alpine');
      assert.equal(code, 0, output);
      assert.doesNotMatch(read('main.go'), /net\/http/);
      const again = await run();
      assert.match(again.output, /up to date|nothing to do|unchanged/i);
    }),
  ).timeout(30_000);

  it(
    'lets a checkout with CRLF count as unedited',
    inProject(async ({ run, path, read }) => {
      writeFileSync(path('Makefile'), read('Makefile').replaceAll('\n', '\r\n'));
      assert.equal((await run('--port', '9000')).code, 0);
      assert.match(read('Makefile'), /^PORT +\?= 9000$/m);
    }),
  ).timeout(30_000);

  it(
    'protects a line that both changed, and leaves all files unmodified then',
    inProject(async ({ run, path, read }) => {
      const edited = read('Makefile').replace(/^PORT .*$/m, 'PORT     ?= 7777');
      writeFileSync(path('Makefile'), edited);
      const { code, output } = await run('--port', '9000');
      assert.equal(code, 3, output);
      assert.match(output, /^demo\/Makefile already exists with different contents\./);
      assert.equal(read('Makefile'), edited);
      assert.match(read('hardening/settings.sh'), /CONTAINER_PORT='8080'/);
    }),
  ).timeout(30_000);

  it(
    'removes a file of earlier answers that an older version wrote differently, and no edited one',
    inProject(async ({ run, path, read }) => {
      const key = 'generator-hardened-container:written';
      const record = JSON.parse(read('.yo-rc.json'));
      const old = '# as an older version wrote it\n';
      for (const file of ['hardening/checks/seccomp.sh', 'hardening/checks/healthcheck.sh'])
        writeFileSync(path(file), old);
      const id = execFileSync('git', ['hash-object', '--stdin'], { input: old, encoding: 'utf8' });
      record[key].files['hardening/checks/seccomp.sh'] = id.trim();
      writeFileSync(path('.yo-rc.json'), JSON.stringify(record));
      const waivers = ['--waiver', 'seccomp=no', '--waiver', 'healthcheck=no'];
      const { code, output } = await run(...waivers);
      assert.equal(code, 0, output);
      const files = filesIn(path(''));
      assert.ok(!files.includes('hardening/checks/seccomp.sh'));
      assert.equal(read('hardening/checks/healthcheck.sh'), old);
    }),
  ).timeout(30_000);

  it(
    'may be missing or broken: then an edited file is one that differs',
    inProject(async ({ run, path, read }) => {
      for (const written of [
        '1',
        '[]',
        '{"version": 1}',
        '{"version":"1","files":{"Makefile":1}}',
      ]) {
        const { 'generator-hardened-container': answers } = JSON.parse(read('.yo-rc.json'));
        const text = `{"generator-hardened-container": ${JSON.stringify(answers)}, "generator-hardened-container:written": ${written}}`;
        writeFileSync(path('.yo-rc.json'), text);
        const { code, output } = await run('--port', '9000');
        assert.equal(code, 3, output);
      }
      rmSync(path('hardening/run.flags'));
      assert.equal((await run()).code, 0);
    }),
  ).timeout(30_000);
});
