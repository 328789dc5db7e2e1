import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  compareProject,
  FilesInTheWayError,
  filesInTheWay,
  type ProjectFile,
} from '../../src/project/compare.ts';
import { writeProject } from '../../src/project/write.ts';
import { filesIn, makeFolder } from './doors.ts';

describe('writing a project', () => {
  let folder: string;
  let remove: () => void;
  let umask: number;

  beforeEach(() => {
    umask = process.umask(0o022);
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => {
    process.umask(umask);
    remove();
  });

  const file = (
    path: string,
    contents = 'new\n',
    more: Partial<ProjectFile> = {},
  ): ProjectFile => ({
    path,
    contents,
    isExecutable: path.endsWith('.sh'),
    isMerged: false,
    ...more,
  });
  const at = (path: string) => join(folder, path);
  const compared = (...files: ProjectFile[]) => compareProject(folder, files);
  const write = (...files: ProjectFile[]) => writeProject(compared(...files));
  const text = (path: string) => readFileSync(at(path), 'utf8');

  it('tells what is created, changed and the same, and writes nothing', () => {
    writeFileSync(at('same'), 'new\n');
    writeFileSync(at('changed'), 'old\n');
    const files = compared(file('same'), file('changed'), file('sub/created'));
    assert.deepEqual(
      files.map(({ status }) => status),
      ['same', 'change', 'create'],
    );
    assert.deepEqual(filesIn(folder), ['changed', 'same']);
  });

  it('writes into a folder that is not there yet', () => {
    writeProject(compareProject(at('a/b'), [file('c/d')]));
    assert.equal(text('a/b/c/d'), 'new\n');
  });

  it('gives scripts their executable bits, and only them', () => {
    write(file('run.sh'), file('Makefile'));
    assert.equal(statSync(at('run.sh')).mode & 0o777, 0o755);
    assert.equal(statSync(at('Makefile')).mode & 0o777, 0o644);
  });

  it('gives a script that has lost them its bits back, without writing it', () => {
    write(file('run.sh'));
    chmodSync(at('run.sh'), 0o640);
    utimesSync(at('run.sh'), 1, 1);
    write(file('run.sh'));
    assert.equal(statSync(at('run.sh')).mode & 0o777, 0o751);
    assert.equal(statSync(at('run.sh')).mtimeMs, 1000);
  });

  it('does not touch what is the same, and keeps the mode of what is not', () => {
    writeFileSync(at('same'), 'new\n');
    writeFileSync(at('private'), 'old\n');
    chmodSync(at('private'), 0o600);
    utimesSync(at('same'), 1, 1);
    write(file('same'), file('private'));
    assert.equal(statSync(at('same')).mtimeMs, 1000);
    assert.equal(statSync(at('private')).mode & 0o777, 0o600);
    assert.equal(text('private'), 'new\n');
  });

  it('does not conflict if it is merged or the same', () => {
    for (const path of ['edited', 'merged']) writeFileSync(at(path), 'old\n');
    writeFileSync(at('same'), 'new\n');
    const files = compared(file('edited'), file('same'), file('merged', 'x', { isMerged: true }));
    assert.deepEqual(
      filesInTheWay(files).map(({ path }) => path),
      ['edited'],
    );
    const error = new FilesInTheWayError(filesInTheWay(files));
    assert.equal(error.code, 3);
    assert.match(error.message, /^edited already exists .*--force/);
  });

  it('follows a link within the project, and writes what is behind it', () => {
    mkdirSync(at('real'));
    writeFileSync(at('real/Makefile'), 'old\n');
    symlinkSync('real/Makefile', at('Makefile'));
    symlinkSync('real', at('linked'));
    write(file('Makefile'), file('linked/other'));
    assert.equal(text('real/Makefile'), 'new\n');
    assert.equal(text('real/other'), 'new\n');
    assert.deepEqual(filesIn(folder), ['Makefile', 'linked', 'real/Makefile', 'real/other']);
  });

  it('follows no link out of the project, or to nothing', () => {
    writeFileSync(at('../home/secret'), 'theirs\n');
    symlinkSync('../home/secret', at('Makefile'));
    symlinkSync('../home', at('linked'));
    symlinkSync('nowhere', at('dangling'));
    for (const path of ['Makefile', 'linked/new', 'linked/a/b'])
      assert.throws(() => compared(file(path)), { message: /symbolic link.*out of the project/ });
    for (const path of ['dangling', 'dangling/new'])
      assert.throws(() => compared(file(path)), {
        message: /symbolic link.*to a path that doesn't exist/,
      });
    assert.equal(readFileSync(at('../home/secret'), 'utf8'), 'theirs\n');
  });

  it('refuses a folder where a file is to be, and a file where a folder is to be', () => {
    mkdirSync(at('Makefile'));
    writeFileSync(at('hardening'), '');
    assert.throws(() => compared(file('Makefile')), { message: /Makefile isn't a regular file/ });
    assert.throws(() => compared(file('hardening/verify.sh')), {
      message: /a part of the path is a file/,
    });
  });

  it('leaves all as it was when it fails half way', () => {
    const files = compared(file('first'), file('new/second'), file('last'));
    // A file is created in place of the folder, between the comparison and the writing.
    writeFileSync(at('new'), 'theirs\n');
    assert.throws(() => writeProject(files), { message: /^Can't write \S+new\/second: / });
    assert.deepEqual(filesIn(folder), ['new']);
  });

  it('overwrites no file that is created after the comparison', () => {
    const files = compared(file('first'), file('second'));
    writeFileSync(at('second'), 'theirs\n');
    assert.throws(() => writeProject(files), { message: /second was created by another program/ });
    assert.deepEqual(filesIn(folder), ['second']);
    assert.equal(text('second'), 'theirs\n');
  });

  it('writes next to files that are created in a new folder after the comparison', () => {
    const files = compared(file('new/sub/ours'));
    mkdirSync(at('new'));
    writeFileSync(at('new/theirs'), 'theirs\n');
    writeProject(files);
    assert.deepEqual(filesIn(folder), ['new/sub/ours', 'new/theirs']);
  });

  it('replaces no folder that is created while it is filled', () => {
    const files = compared(file('first'), file('new/second'), file('new/last'));
    const filled = files.map((one) =>
      one.path === 'new/last'
        ? {
            ...one,
            get contents() {
              mkdirSync(at('new'));
              return 'new\n';
            },
          }
        : one,
    );
    assert.throws(() => writeProject(filled), { message: /new was created by another program/ });
    assert.deepEqual(readdirSync(folder), ['new']);
    assert.deepEqual(readdirSync(at('new')), []);
  });

  it('gives the files and folders of a new folder what the umask leaves', () => {
    process.umask(0o027);
    write(file('new/sub/run.sh'), file('new/sub/Makefile'));
    const modes = ['new', 'new/sub', 'new/sub/run.sh', 'new/sub/Makefile'].map((path) =>
      (statSync(at(path)).mode & 0o777).toString(8),
    );
    assert.deepEqual(modes, ['750', '750', '750', '640']);
  });

  it('leaves all as it was when the disk is full', function () {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
    if (mounted.status !== 0) this.skip();
    try {
      writeFileSync(at('kept'), 'old\n');
      const files = [file('kept'), file('sub/large', 'x'.repeat(200_000))];
      assert.throws(() => write(...files), { message: /sub\/large.*no space left on the disk/ });
      assert.equal(text('kept'), 'old\n');
      assert.deepEqual(filesIn(folder), ['kept']);
    } finally {
      spawnSync('umount', [folder]);
    }
  });

  it('refuses a read-only file system', function () {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder]);
    if (mounted.status !== 0) this.skip();
    try {
      assert.throws(() => compared(file('a')), { message: /the file system is read-only/ });
    } finally {
      spawnSync('umount', [folder]);
    }
  });

  it('removes what a killed run has left, and nothing that a running one needs', () => {
    const { pid: ended } = spawnSync('true');
    const leftovers = [
      `.a.${ended}.hardened-container.tmp`,
      `.a.${process.pid}.hardened-container.tmp`,
    ];
    const others = [
      `.a.${process.ppid}.hardened-container.tmp`,
      '.a.tmp',
      'hardened-container.tmp',
    ];
    for (const name of [...leftovers, ...others]) writeFileSync(at(name), 'half');
    write(file('a'));
    assert.deepEqual(filesIn(folder), [...others, 'a'].sort());
  });

  it('removes what a killed run has left of its folder, and nothing of other projects', () => {
    const { pid: ended } = spawnSync('true');
    const leftOf = (name: string) => `.${name}.${ended}-abc.hardened-container.tmp`;
    const make = (name: string) => {
      mkdirSync(at(join(leftOf(name), 'sub')), { recursive: true });
      writeFileSync(at(join(leftOf(name), 'sub/a')), 'half');
    };
    const shop = () => writeProject(compareProject(at('shop'), [file('a')]));
    make('shop');
    make('other');
    shop();
    assert.deepEqual(readdirSync(folder).sort(), [leftOf('other'), 'shop'].sort());
  });
});
