import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build, command, commandFile, filesIn, makeFolder, putInTheWay, shell } from './doors.ts';

const down = '\x1b[B';

describe('what a run could harm', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const at = (path: string) => join(folder, path);
  const read = (path: string) => readFileSync(at(path), 'utf8');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [commandFile, ...args], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 30_000,
    });

  describe('in a folder with a foreign project', () => {
    const theirs = { 'go.mod': 'module theirs\n', Makefile: 'all:\n', 'README.md': '# Theirs\n' };
    beforeEach(() => {
      for (const [path, text] of Object.entries(theirs)) writeFileSync(at(path), text);
    });
    const assertWhole = () => {
      for (const [path, text] of Object.entries(theirs)) assert.equal(read(path), text);
    };

    it('never offers --force, and --force replaces nothing', () => {
      for (const flags of [['--yes'], ['--yes', '--force'], ['--yes', '--force', '--json']]) {
        const { status, stderr } = run(...flags);
        assert.equal(status, 3, stderr);
        assert.match(
          stderr,
          /^go\.mod, Makefile and README\.md already exist and were not written by this tool\. Nothing was written\. Use another folder, or move them away first\.$/m,
        );
        assert.doesNotMatch(stderr, /--force/);
        assertWhole();
        assert.deepEqual(filesIn(folder), Object.keys(theirs).sort());
      }
    });

    it('asks about each file on a terminal, with --force too', async () => {
      const given = ['language=go', 'language-version=1.27', 'kind=http', 'base=scratch'];
      const flags = [...given, 'preset=strict', 'extras='].map((flag) => `--${flag}`);
      const keys = [
        { after: 'Name or path', press: '.\r' },
        { after: 'Write the files?', press: '\r' },
        { after: "go.mod already exists and wasn't written by this tool", press: '\r' },
        { after: "Makefile already exists and wasn't", press: `${down.repeat(3)}\r` },
      ];
      const { code, output } = await command([...flags, '--force'], { cwd: folder, keys });
      assert.equal(code, 0, output);
      assertWhole();
      assert.ok(existsSync(at('Dockerfile')));
    });

    it('names the one foreign file in a project of ours', () => {
      run('demo', '--yes');
      writeFileSync(at('demo/compose.yaml'), 'services: {}\n');
      putInTheWay(at('demo'), 'Makefile', '# mine');
      const { status, stderr } = run('demo', '--yes', '--force', '--extras=compose');
      assert.equal(status, 3, stderr);
      assert.match(
        stderr,
        /^demo\/compose\.yaml already exists and was not written by this tool\./m,
      );
      assert.equal(read('demo/compose.yaml'), 'services: {}\n');
      assert.match(read('demo/Makefile'), /# mine/);
    });
  });

  describe('with something else than a file in its place', () => {
    const places = ['.yo-rc.json', 'Dockerfile', 'answers'];
    const things: Readonly<Record<string, (path: string) => void>> = {
      'a FIFO': (path) => execFileSync('mkfifo', [path]),
      'a link to a device': (path) => symlinkSync('/dev/zero', path),
      'a file of 2 MiB': (path) => writeFileSync(path, 'x'.repeat(2 * 1024 * 1024)),
    };
    for (const place of places)
      for (const [title, make] of Object.entries(things))
        it(`ends with an error for ${title} as ${place}`, () => {
          make(at(place));
          const flags = place === 'answers' ? ['--answers', 'answers'] : ['--with=pinned-digest'];
          const { status, stderr, signal } = run('--yes', ...flags);
          assert.equal(signal, null, 'it hangs');
          assert.ok(status === 1 || status === 2 || status === 3, `${status} ${stderr}`);
          assert.match(stderr, new RegExp(place));
          assert.deepEqual(readdirSync(folder), [place]);
        });

    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      it(`ends on ${signal} while it reads answers that never come`, async () => {
        execFileSync('mkfifo', [at('pipe')]);
        const line = `exec 3<>pipe; exec "${process.execPath}" "${commandFile}" --yes --answers /dev/fd/3`;
        const child = spawn('bash', ['-c', line], { cwd: folder, stdio: 'ignore' });
        setTimeout(() => child.kill(signal), 1500);
        const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
        const ended = await new Promise((resolve) =>
          child.on('close', (code, by) => resolve([code, by])),
        );
        clearTimeout(timer);
        assert.deepEqual(ended, [130, null]);
      });
  });

  it('is never a mixture of two runs in one folder', async () => {
    const [one, other] = [
      ['--kind=http', '--port', '9001'],
      ['--kind', 'worker', '--extras', 'kubernetes'],
    ];
    for (let round = 0; round < 8; round++) {
      rmSync(at('demo'), { recursive: true, force: true });
      run('demo', '--yes');
      const start = (args: readonly string[] = []) =>
        command(['demo', '--yes', '--force', ...args], { cwd: folder });
      const ended = await Promise.all([start(one), start(other)]);
      for (const { code, output } of ended)
        if (code !== 0) assert.match(output, /Another run|in the meantime/);
      assert.ok(ended.some(({ code }) => code === 0));
      // The answers that are stored give the files that are there: nothing is left of other ones.
      const { services } = JSON.parse(run('demo', '--yes', '--dry-run', '--json').stdout);
      const statuses = new Set(services[0].files.map(({ status }: { status: string }) => status));
      assert.deepEqual([...statuses], ['same'], `round ${round}`);
      assert.ok(filesIn(folder).every((path) => !path.endsWith('.tmp')));
    }
  }).timeout(120_000);

  it('waits for a run that is at work, and says which one it is', async () => {
    run('demo', '--yes');
    // A run announces itself by a file with the number of its process.
    const busy = at(`demo/.run.${process.pid}-x.hardened-container.tmp`);
    writeFileSync(busy, '');
    setTimeout(() => rmSync(busy), 1_500);
    const waited = await command(['demo', '--yes', '--force', '--port=9001'], { cwd: folder });
    assert.equal(waited.code, 0, waited.output);
    writeFileSync(busy, '');
    const refused = await command(['demo', '--yes', '--force', '--port=9002'], { cwd: folder });
    assert.equal(refused.code, 1);
    assert.match(
      refused.output,
      new RegExp(`^Another run \\(process ${process.pid}\\) is writing`),
    );
    assert.match(read('demo/.yo-rc.json'), /9001/);
  });

  it('removes the empty folders of a run that was killed', () => {
    run('demo', '--yes', '--extras=tour,kubernetes');
    // A run that is killed between removing the files and their folders leaves these.
    for (const path of ['hardening/tour', 'deploy']) {
      rmSync(at(`demo/${path}`), { recursive: true });
      mkdirSync(at(`demo/${path}`));
    }
    const { status, stderr } = run('demo', '--yes', '--force', '--extras=');
    assert.equal(status, 0, stderr);
    for (const path of ['hardening/tour', 'deploy'])
      assert.ok(!existsSync(at(`demo/${path}`)), path);
  });

  it('never sends control characters to the terminal', async () => {
    const evil = 'a\x1b]0;owned\x07b\x9bc\u202ed';
    mkdirSync(at(evil));
    const inside = { cwd: at(evil), encoding: 'utf8' } as const;
    const lines = [
      ['--yes', evil],
      ['--yes', `--${evil}`],
      ['--yes', '--language', evil],
      ['--yes', '--answers', evil],
      ['list', evil],
      ['explain', evil],
      ['ci', '--yes'],
      ['--yes'],
      ['--yes', '--json'],
      ['--yes', '--dry-run', '--kind=worker'],
    ];
    for (const args of lines) {
      const { stdout, stderr } = spawnSync(process.execPath, [commandFile, ...args], inside);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
      assert.doesNotMatch(stdout + stderr, /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/, args.join(' '));
    }
    // A difference is shown on a terminal with such characters written out.
    putInTheWay(at(evil), 'Makefile', `# ${evil}`);
    const { output } = await shell(
      `cd a* && script -qec 'hardened-container --yes --dry-run' /dev/null`,
      { cwd: folder },
    );
    assert.match(output, /-# a\\u\{1b\}\]0;owned\\u\{7\}b/);
    assert.ok(!output.includes('\x07') && !output.includes('\u202e'));
  });
});
