import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Outcome, run } from './command.ts';
import { machines } from './elf.ts';
import { describeOn } from './engine.ts';
import { type SharedObject, sharedObject } from './shared-object.ts';

const scripts = resolve(import.meta.dirname, '../../templates/_shared/hardening/build');
const foreignMachine = process.arch === 'arm64' ? machines.amd64 : machines.arm64;

/** The start of an empty image, as the Dockerfile has it. */
const empty = 'mkdir -p /rootfs/etc && cp -L /etc/os-release /rootfs/etc/';
const put = 'sh /build/libraries.sh put /usr/local/lib';
const show = 'cd /rootfs && find . -type f | sort';

/** A base image of another kind: with a C library, and the name of its distribution. */
const base = (files: readonly string[], release = 'cat /etc/os-release') =>
  [
    'library=$(dirname "$(find /usr/lib -name libc.so.6)")',
    'mkdir -p /base/etc "/base$library" /rootfs',
    `(${release}) >/base/etc/os-release`,
    ...files.map((file) => `cp -L "$library"/${file} "/base$library/"`),
    'for path in /lib*/ld-linux-*; do mkdir -p "/base${path%/*}" && cp -L "$path" "/base$path"; done',
  ].join(' && ');

describeOn('docker', 'the libraries of an image', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'libraries-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (path: string, object: SharedObject) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), sharedObject(object));
  };
  const inToolchain = (...commands: string[]): Promise<Outcome> => {
    const mounts = [`--volume=${scripts}:/build:ro`, `--volume=${folder}:/objects:ro`];
    const copy = 'mkdir -p /rootfs && cp -R /objects/. /rootfs/';
    const script = ['set -e', copy, ...commands].join('\n');
    return run('docker', ['run', '--rm', ...mounts, 'debian:13-slim', 'sh', '-c', script]);
  };
  const filesAfter = async (...commands: string[]) => {
    const { code, stdout, stderr } = await inToolchain(...commands);
    assert.equal(code, 0, stdout + stderr);
    return stdout;
  };

  it('get the libraries that a file needs, each with the record of its package', async () => {
    write('app/module.node', { needs: ['libz.so.1', 'libc.so.6'] });
    const files = await filesAfter(empty, put, show);
    assert.match(files, /libz\.so\.1$/m);
    assert.match(files, /libc\.so\.6$/m);
    assert.match(files, /\/ld-linux-[^/]*$/m);
    assert.match(files, /status\.d\/zlib1g$/m);
    assert.match(files, /status\.d\/libc6$/m);
  });

  it('have a record if another package has diverted their path', async () => {
    write('app/module.node', { needs: ['libz.so.1', 'libc.so.6'] });
    const divert =
      'for path in /usr/lib/*/libz.so.1*; do dpkg-divert --package perl --no-rename --divert "$path.other" --add "$path"; done';
    const files = await filesAfter(divert, empty, put, show);
    assert.match(files, /libz\.so\.1$/m);
    assert.match(files, /status\.d\/zlib1g$/m);
  });

  it('get none that a package has next to its files, or in a folder of the image', async () => {
    write('app/module.node', { needs: ['libown.so.1'], runpath: '$ORIGIN/libs' });
    write('app/libs/libown.so.1', { needs: ['libother.so.2'] });
    write('usr/local/lib/libother.so.2', { needs: [] });
    const files = await filesAfter(empty, put, show);
    assert.doesNotMatch(files, /libown.*\n.*libown|status\.d\/(?!libc6)/);
  });

  it('are not looked for on behalf of files for another machine or another C library', async () => {
    write('app/arm.node', { needs: ['libgone.so.1'], machine: foreignMachine });
    write('app/musl.node', { needs: ['libgone.so.1', 'libc.musl-x86_64.so.1'] });
    write('app/plain-musl.node', { needs: ['libc.so'] });
    const said = await filesAfter(empty, put, show);
    assert.match(said, /skipped, because it is for another machine: \/app\/arm\.node/);
    assert.match(said, /skipped, because it needs another C library: \/app\/musl\.node/);
    assert.match(said, /skipped, because it needs another C library: \/app\/plain-musl\.node/);
  });

  it('stop the build when one is missing, and say what to add', async () => {
    write('app/module.node', { needs: ['libvips-cpp.so.42'] });
    const { code, stderr } = await inToolchain(empty, put);
    assert.notEqual(code, 0);
    assert.match(stderr, /ERROR: \/app\/module\.node needs libvips-cpp\.so\.42, which isn't in/);
    assert.match(stderr, /Add the package that has it to packages\.txt/);
  });

  it('may be missing where packages.txt says that the service works without', async () => {
    write('app/module.node', { needs: ['libcuda.so.1'] });
    const list =
      "mkdir -p /var/local/hardening && echo 'libcuda.so.1' >/var/local/hardening/without";
    await filesAfter(empty, list, put);
  });

  it('of the base are used as they are', async () => {
    write('app/module.node', { needs: ['libz.so.1', 'libc.so.6', 'libtinfo.so.6'] });
    const files = await filesAfter(base(['libc.so.6', 'ld-linux-*', 'libz.so.1']), put, show);
    assert.doesNotMatch(files, /libz\.so|libc\.so|ld-linux|zlib1g|libc6/);
    assert.match(files, /status\.d\/libtinfo6$/m);
  });

  it('of a flat image are started by the loader of its base', async () => {
    write('usr/local/bin/program', { needs: ['libc.so.6'] });
    const flat = [
      base(['libc.so.6', 'ld-linux-*']),
      'mv /base /origin && rm -f /origin/lib*/ld-linux-*',
      'for path in /lib*/ld-linux-*; do mkdir -p "/origin${path%/*}" && cp -d "$path" "/origin${path%/*}/"; done',
      'cp -R -d /origin/. /rootfs/ && rm "/rootfs$library"/ld-linux-*',
      'ln -s ${library#/usr/} /rootfs/lib',
    ];
    const files = await filesAfter(...flat, put, show);
    assert.match(files, /^\.\/usr\/lib\S*\/ld-linux-\S+$|^\.\/lib64\/ld-linux-\S+$/m);
  });

  it("never come from another distribution than the base's", async () => {
    write('app/module.node', { needs: ['libz.so.1', 'libc.so.6'] });
    const release = 'printf "ID=debian\\nVERSION_ID=12\\n"';
    const outcome = await inToolchain(base(['libc.so.6', 'ld-linux-*'], release), put);
    assert.notEqual(outcome.code, 0);
    assert.match(outcome.stderr, /needs libz\.so\.1, which the base image doesn't have/);
  });

  it('keep their records where nothing of the base was removed', async () => {
    const start =
      'mkdir -p /rootfs/var/lib && cp -a /var/lib/dpkg /rootfs/var/lib/ && cp -a /usr /rootfs/';
    const links =
      'ln -s usr/lib /rootfs/lib && ln -s usr/bin /rootfs/bin && ln -s usr/sbin /rootfs/sbin';
    const count = "grep -c '^Package: ' /rootfs/var/lib/dpkg/status";
    const etc = 'cp -a /etc /var /rootfs/ 2>/dev/null || true';
    const counts = await filesAfter(start, links, etc, count, 'sh /build/records.sh', count);
    const [before, after] = counts.trim().split('\n').map(Number);
    assert.ok(after && before && after > before / 2, counts);
  });
});
