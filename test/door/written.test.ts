import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { blobId } from '../../src/project/written.ts';
import { build, command, filesIn, makeFolder } from './doors.ts';

const record = 'generator-hardened-container:written';

type Stored = Readonly<Record<string, unknown>>;

/** Runs a test in a folder with a project of the default answers. */
function inProject(
  test: (project: {
    readonly run: (...args: string[]) => ReturnType<typeof command>;
    readonly path: (file: string) => string;
    readonly read: (file: string) => string;
    /** Changes what is in .yo-rc.json. */
    readonly change: (edit: (stored: Stored) => Stored) => void;
  }) => Promise<void>,
) {
  return async () => {
    const { folder, remove } = makeFolder();
    try {
      const path = (file: string) => join(folder, 'demo', file);
      const run = (...args: string[]) => command(['demo', '--yes', ...args], { cwd: folder });
      assert.equal((await run()).code, 0);
      const read = (file: string) => readFileSync(path(file), 'utf8');
      const change = (edit: (stored: Stored) => Stored) =>
        writeFileSync(path('.yo-rc.json'), JSON.stringify(edit(JSON.parse(read('.yo-rc.json')))));
      await test({ run, path, read, change });
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
  );

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
  );

  it(
    'lets other answers replace files that nobody has edited',
    inProject(async ({ run, read }) => {
      const { code, output } = await run('--kind', 'worker', '--base', 'alpine');
      assert.equal(code, 0, output);
      assert.doesNotMatch(read('main.go'), /net\/http/);
      const again = await run();
      assert.match(again.output, /up to date|nothing to do|unchanged/i);
    }),
  );

  it(
    'lets a checkout with CRLF count as unedited',
    inProject(async ({ run, path, read }) => {
      writeFileSync(path('Makefile'), read('Makefile').replaceAll('\n', '\r\n'));
      assert.equal((await run('--port', '9000')).code, 0);
      assert.match(read('Makefile'), /^PORT +\?= 9000$/m);
    }),
  );

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
  );

  it(
    'has both versions of such a line where that is asked for',
    inProject(async ({ run, path, read }) => {
      const edited = read('Makefile').replace(/^PORT .*$/m, 'PORT     ?= 7777');
      writeFileSync(path('Makefile'), edited);
      assert.equal((await run('--port', '9000', '--on-conflict', 'sideways')).code, 2);
      const file = await run('--port', '9000', '--on-conflict', 'file');
      assert.equal(file.code, 3, file.output);
      assert.match(file.output, /Both are between markers in Makefile\.merge\./);
      assert.equal(read('Makefile'), edited);
      const marked = /^<<<<<<< yours\nPORT +\?= 7777\n=======\nPORT +\?= 9000\n>>>>>>> generator$/m;
      assert.match(read('Makefile.merge'), marked);
      assert.match(read('hardening/settings.sh'), /CONTAINER_PORT='9000'/);
      rmSync(path('Makefile.merge'));
      const settled = await run('--port', '9000');
      assert.deepEqual([settled.code, read('Makefile')], [0, edited]);
      const markers = await run('--port', '9100', '--on-conflict=markers');
      assert.equal(markers.code, 3, markers.output);
      assert.match(read('Makefile'), /^PORT +\?= 7777\n=======\nPORT +\?= 9100$/m);
    }),
  );

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
  );

  it(
    'may be missing: then a file that differs from what its answers give was edited',
    inProject(async ({ run, path, read, change }) => {
      change(({ [record]: _, ...others }) => others);
      writeFileSync(path('Makefile'), `${read('Makefile')}# mine\n`);
      writeFileSync(path('packages.txt'), `${read('packages.txt')}# mine\n`);
      const { code, output } = await run('--port', '9000');
      assert.equal(code, 0, output);
      assert.match(output, /no record of what was written.*left alone:\s+packages\.txt\. /s);
      assert.match(read('Makefile'), /^PORT +\?= 9000$.*^# mine$/ms);
      assert.match(read('packages.txt'), /^# mine$/m);
      assert.match(read('hardening/settings.sh'), /CONTAINER_PORT='9000'/);
      assert.match((await run()).output, /Checked demo/);
    }),
  );

  it(
    'is an error that is named if it is broken, and nothing is written',
    inProject(async ({ run, path, read, change }) => {
      for (const [broken, fault] of [
        [1, "isn't an object"],
        [[], "isn't an object"],
        [{ version: 1 }, 'has no version'],
        [{ version: '0.0.1', files: 1 }, 'has no files'],
        [{ version: '0.0.1', files: { Makefile: 1 } }, 'has a wrong id of Makefile'],
        [{ version: '0.0.1', files: {}, bases: 1 }, 'has wrong bases'],
      ] as const) {
        change((stored) => ({ ...stored, [record]: broken }));
        const before = [read('Makefile'), read('.yo-rc.json')];
        for (const words of [['--port', '9000'], ['--dry-run']]) {
          const { code, output } = await run(...words);
          assert.equal(code, 2, output);
          assert.match(
            output,
            new RegExp(`^The record "${record}" in \\.yo-rc\\.json ${fault}\\.`),
          );
        }
        const check = await command(['check'], { cwd: path('') });
        assert.equal(check.code, 2, check.output);
        assert.deepEqual([read('Makefile'), read('.yo-rc.json')], before);
      }
    }),
  );

  it(
    'of a newer version is refused, and nothing is written',
    inProject(async ({ run, read, change }) => {
      change((stored) => ({
        ...stored,
        [record]: Object.assign({}, stored[record], { version: '99.0.0' }),
      }));
      const before = [read('Makefile'), read('.yo-rc.json')];
      const { code, output } = await run('--port', '9000', '--force');
      assert.equal(code, 1, output);
      assert.match(output, /was written by version 99\.0\.0, which is newer than this one/);
      assert.deepEqual([read('Makefile'), read('.yo-rc.json')], before);
    }),
  );

  it(
    'keeps what a merge starts from, so that the next one needs no git',
    inProject(async ({ run, path, read }) => {
      const edit = (pattern: RegExp, text: string) =>
        writeFileSync(path('Makefile'), read('Makefile').replace(pattern, text));
      edit(/$/, '# mine\n');
      assert.equal((await run('--port', '9000')).code, 0);
      assert.match((await run('--port', '9000')).output, /Checked demo/);
      // As if another version had written it: this one can't make the text of this id again.
      edit(/^TAG .*$/m, 'TAG      ?= dev # old');
      const old = read('Makefile').replace('# mine\n', '');
      const stored = JSON.parse(read('.yo-rc.json'));
      assert.equal(
        inflateRawSync(Buffer.from(stored[record].bases.Makefile, 'base64')).toString(),
        old.replace(' # old', ''),
      );
      stored[record].files.Makefile = blobId(Buffer.from(old));
      stored[record].bases.Makefile = deflateRawSync(old).toString('base64');
      writeFileSync(path('.yo-rc.json'), JSON.stringify(stored));
      const { code, output } = await run('--port', '9100');
      assert.equal(code, 0, output);
      assert.match(read('Makefile'), /^TAG +\?= dev$.*^PORT +\?= 9100$.*^# mine$/ms);
    }),
  );

  it(
    'has files that were deleted stay deleted, until they are restored',
    inProject(async ({ run, path }) => {
      for (const file of ['packages.txt', 'main_test.go', 'hardening/checks/no-shell.sh'])
        rmSync(path(file));
      for (const words of [['--port', '9000'], ['--description', 'Other.'], []]) {
        const { code, output } = await run(...words);
        assert.equal(code, 0, output);
        assert.match(
          output,
          /Deleted files stay deleted: packages\.txt and\s+hardening\/checks\/no-shell\.sh\. /,
        );
        assert.ok(!existsSync(path('packages.txt')) && !existsSync(path('main_test.go')));
      }
      const { code, output } = await run('--restore');
      assert.equal(code, 0, output);
      assert.match(output, /3 created/);
      assert.ok(existsSync(path('packages.txt')) && existsSync(path('main_test.go')));
    }),
  );

  it(
    "has source that was edited, renamed or deleted be the user's",
    inProject(async ({ run, path, read }) => {
      const mine = `${read('main.go')}// mine\n`;
      rmSync(path('main.go'));
      writeFileSync(path('server.go'), mine);
      const renamed = await run('--port', '9000');
      assert.equal(renamed.code, 0, renamed.output);
      assert.ok(!existsSync(path('main.go')));
      writeFileSync(path('main.go'), mine);
      const dry = await run('--kind', 'worker', '--dry-run');
      assert.match(dry.output, /^keep +demo\/main\.go\n(.*\n)*?-.*net\/http/m);
      const { code, output } = await run('--kind', 'worker');
      assert.equal(code, 0, output);
      assert.match(output, /You have edited the source, so it was left alone: main\.go\./);
      assert.equal(read('main.go'), mine);
      assert.doesNotMatch((await run()).output, /left alone/);
    }),
  );
});
