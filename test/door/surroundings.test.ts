import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, command, filesIn, makeFolder, putInTheWay, type Run, shell } from './doors.ts';

const isRoot = process.getuid?.() === 0;

describe('the command, wherever it runs', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const run = (line: string) => shell(line, { cwd: folder });

  async function ends(line: string, code: number, says?: RegExp): Promise<Run> {
    const ended = await run(line);
    assert.equal(ended.code, code, `${line}: ${ended.output}`);
    assert.doesNotMatch(ended.output, /^ +at |node:/m);
    if (says) assert.match(ended.output, says);
    return ended;
  }

  const isWhole = (name = 'demo') => {
    const files = filesIn(join(folder, name));
    assert.ok(files.includes('.yo-rc.json') && files.includes('Makefile'), files.join());
  };

  for (const closed of ['<&-', '>&-', '2>&-', '<&- >&- 2>&-', '</dev/null'])
    it(`writes a service with ${closed}`, async () => {
      await ends(`hardened-container demo --yes ${closed}`, 0);
      isWhole();
    });

  it('asks nothing with a closed standard input, and waits for nothing', async () => {
    await ends(
      'hardened-container demo <&-',
      2,
      /^Not running in a terminal, so I can't prompt\. Pass --language,/,
    );
  });

  it('ends in peace when nobody reads its output any more', async () => {
    await run('hardened-container demo --yes');
    for (const line of ['demo --yes --kind=worker --dry-run', 'demo --yes --json', '--help']) {
      const { output } = await ends(
        `hardened-container ${line} 2>err | head -1; echo "code \${PIPESTATUS[0]}"`,
        0,
        /^code 0$/m,
      );
      assert.equal(output.trim().split('\n').length, 2, output);
      const said = readFileSync(join(folder, 'err'), 'utf8');
      assert.match(said, line.endsWith('--json') ? /^hardened-container \d/ : /^$/);
    }
    await ends('hardened-container other --yes | true; exit ${PIPESTATUS[0]}', 0);
    isWhole('other');
  });

  it('says that its output cannot be written', async () => {
    const says =
      /^Can't write the output: no space left on the disk\. Free some and run the command again\.$/m;
    await ends('hardened-container demo --yes >/dev/full', 1, says);
    await ends('hardened-container demo --yes --json >/dev/full', 1, says);
  });

  it('asks nothing where its questions would go into a file', async () => {
    const line = "script -qec 'hardened-container demo >out 2>&1' /dev/null";
    await ends(line, 2);
    assert.match(readFileSync(join(folder, 'out'), 'utf8'), /^Not running in a terminal/);
  });

  it('needs no home, and writes nothing there', async () => {
    await ends('env -u HOME hardened-container demo --yes', 0);
    await ends('HOME=/proc hardened-container other --yes', 0);
    await ends('mkdir -m 555 home && HOME=$PWD/home hardened-container third --yes', 0);
    assert.deepEqual(filesIn(join(folder, 'home')), []);
  });

  it('needs no network', async function () {
    if (!isRoot) this.skip();
    await ends('unshare --net hardened-container demo --yes', 0);
    isWhole();
  });

  it('needs no rights of root', async function () {
    if (!isRoot) this.skip();
    await ends('setpriv --reuid=1000 --regid=1000 --clear-groups hardened-container demo --yes', 0);
    assert.equal(statSync(join(folder, 'demo/Makefile')).uid, 1000);
  });

  it('needs no right to list the folders that it writes to', async () => {
    chmodSync(folder, 0o333);
    const { code, output } = await command(['shop', '--yes'], { cwd: folder, isOrdinary: true });
    chmodSync(folder, 0o777);
    assert.equal(code, 0, output);
    isWhole('shop');
  });

  it('says that the current folder has been deleted', async () => {
    const line = 'mkdir gone && cd gone && rmdir ../gone && hardened-container demo --yes';
    await ends(line, 1, /^The current folder was deleted\. Change to an existing folder\.$/m);
    const { output } = await ends(`${line} --json 2>/dev/null`, 1);
    assert.equal(JSON.parse(output).errors[0].message.slice(0, 18), 'The current folder');
  });

  for (const [umask, file, script, of] of [
    ['077', 0o600, 0o700, 0o700],
    ['027', 0o640, 0o750, 0o750],
    ['002', 0o664, 0o775, 0o775],
    ['000', 0o666, 0o777, 0o777],
  ] as const)
    it(`leaves the rights that umask ${umask} leaves`, async () => {
      await ends(`umask ${umask}; hardened-container demo --yes`, 0);
      const rights = (path: string) => statSync(join(folder, 'demo', path)).mode & 0o777;
      for (const path of ['Makefile', '.yo-rc.json', 'hardening/run.flags'])
        assert.equal(rights(path), file, path);
      assert.equal(rights('hardening/verify.sh'), script);
      for (const path of ['', 'hardening/checks']) assert.equal(rights(path), of, path);
    });

  it('writes nothing where a file may not be as large', async () => {
    await ends(
      'ulimit -f 4; hardened-container demo --yes 2>&1 | cat; exit ${PIPESTATUS[0]}',
      1,
      /^Can't write \S+\/demo\/\S+: the file is larger than permitted\. Raise the limit, see ulimit -f\.$/m,
    );
    assert.deepEqual(filesIn(folder), []);
  });

  it('says what of a list was written before the disk was full', async function () {
    if (!isRoot) this.skip();
    writeFileSync(join(folder, 'list'), '- name: one\n- name: two\n- name: three\n');
    mkdirSync(join(folder, 'disk'));
    const line =
      'mount -t tmpfs -o size=450k,nr_inodes=200 tmpfs disk || exit 99; cd disk; hardened-container --answers ../list --yes; code=$?; find . -name "*.tmp"; ls; cd ..; umount disk; exit $code';
    const { output } = await ends(line, 1);
    assert.match(
      output,
      /\/two\/\S+: no space left on the disk\. .* Services already written: one\.$/m,
    );
    assert.match(output, /^one$/m);
    assert.doesNotMatch(output, /^two$|\.tmp$/m);
  });

  it('writes none of a list if one would replace a file', async () => {
    writeFileSync(join(folder, 'list'), '- name: one\n- name: two\n');
    writeFileSync(join(folder, 'two'), 'a file');
    await ends(
      'hardened-container --answers list --yes',
      1,
      /^list, line 2, service "two": \S+\/two is a file/,
    );
    assert.deepEqual(filesIn(folder), ['list', 'two']);
  });

  it('follows a link to the folder of a service, and none to nothing', async () => {
    mkdirSync(join(folder, 'real'));
    chmodSync(join(folder, 'real'), 0o777);
    symlinkSync('real', join(folder, 'demo'));
    await ends('hardened-container demo --yes', 0);
    isWhole('real');
    symlinkSync('nowhere', join(folder, 'lost'));
    await ends(
      'hardened-container lost --yes',
      1,
      /^\S+\/lost\b.*symbolic link.*Remove the link\.$/m,
    );
    assert.ok(!filesIn(folder).some((path) => path.startsWith('nowhere')));
  });

  it('follows no link out of the folder of a service', async () => {
    mkdirSync(join(folder, 'demo'));
    writeFileSync(join(folder, 'theirs'), 'theirs\n');
    symlinkSync('../theirs', join(folder, 'demo/Makefile'));
    await ends(
      'hardened-container demo --yes --force',
      1,
      /^Makefile in \S+ is behind a symbolic link/,
    );
    assert.equal(readFileSync(join(folder, 'theirs'), 'utf8'), 'theirs\n');
    assert.deepEqual(filesIn(join(folder, 'demo')), ['Makefile']);
  });

  it('works in a folder whose name a shell would take apart', async () => {
    const odd = "Müll  'und' $HOME\n*";
    mkdirSync(join(folder, odd));
    writeFileSync(join(folder, odd, 'list'), '- name: one\n');
    await ends(
      'cd M*/ && hardened-container demo --yes && hardened-container --answers list --yes',
      0,
    );
    isWhole(join(odd, 'demo'));
    isWhole(join(odd, 'one'));
    putInTheWay(join(folder, odd, 'demo'), 'Makefile', '# mine');
    await ends(
      'cd M*/demo && hardened-container --yes',
      3,
      /^Makefile already exists with different contents/,
    );
  });

  it('touches nothing on a second run, no folder either', async () => {
    writeFileSync(join(folder, 'list'), '- name: one\n- name: two\n  extras: tour\n');
    const marks = () =>
      filesIn(folder)
        .flatMap((path) => [path, join(path, '..')])
        .map((path) => {
          const { ino, mtimeMs, ctimeMs, mode } = statSync(join(folder, path));
          return [path, ino, mtimeMs, ctimeMs, mode].join(' ');
        });
    await ends('hardened-container --answers list --yes', 0);
    const before = marks();
    await ends(
      'hardened-container --answers list --yes',
      0,
      /^✔ one: \d+ unchanged\n✔ two: \d+ unchanged$/m,
    );
    await ends('hardened-container --answers list --yes --force', 0);
    await ends('hardened-container two', 0, /^✔ Files: \d+ unchanged$/m);
    assert.deepEqual(marks(), before);
  });

  it('prints a command that works when it is copied', async () => {
    const description = `It's "50 %" of $HOME; \\n & #1`;
    const typed = `hardened-container demo --kind=worker --description '${description.replaceAll("'", "'\\''")}'`;
    const { output } = await ends(
      typed,
      2,
      /Pass --language, --language-version, --base, --preset, --extras, or use --yes/,
    );
    await ends(output.trimEnd().split('\n').at(-1) ?? '', 0);
    const { 'generator-hardened-container': stored } = JSON.parse(
      readFileSync(join(folder, 'demo/.yo-rc.json'), 'utf8'),
    );
    assert.deepEqual([stored.kind, stored.description], ['worker', description]);
  });
});
