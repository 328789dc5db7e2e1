import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageUrl } from '../../src/package.ts';
import { everyProject } from '../rendered-project.ts';
import { shell, temporaryFolder } from './written-project.ts';

type Files = Readonly<Record<string, string | null>>;

const script = packageUrl('templates/_hardening/package-records/image-records.sh').pathname;
const elf = '\x7fELF\x02\x01\x01 and some code\n';
const record = (name: string) =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\n`;
const sum = (path: string) => `d41d8cd98f00b204e9800998ecf8427e  ${path}\n`;

const debian: Files = { 'etc/os-release': 'ID=debian\nVERSION_ID="13"\n' };
const libc = 'usr/lib/x86_64-linux-gnu/libc.so.6';

/** The faults that the script finds in an image of these files. */
function faultsOf(files: Files, distribution = ''): string[] {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    if (text === null) continue;
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    // Programs start with a slash here, which tells them from libraries.
    writeFileSync(join(folder, path), text, { mode: path.startsWith('/') ? 0o755 : 0o644 });
  }
  const said = shell(`tar -cf - . | sh ${script} '${distribution}'`, {
    cwd: folder,
    env: { TMPDIR: temporaryFolder() },
  });
  rmSync(folder, { recursive: true });
  assert.match(said, /^found: /m);
  return said
    .split('\n')
    .filter((line) => line.startsWith('wrong: '))
    .map((line) => line.slice('wrong: '.length));
}

const withoutDpkg: Files = {
  ...debian,
  [libc]: elf,
  'var/lib/dpkg/status.d/libc6': record('libc6'),
  'var/lib/dpkg/status.d/libc6.md5sums': sum(libc),
};

const withDpkg: Files = {
  ...debian,
  [libc]: elf,
  'var/lib/dpkg/status': `${record('libc6')}\n${record('gone').replace('install ok installed', 'deinstall ok config-files')}`,
  // On record below /lib, which is a link.
  'var/lib/dpkg/info/libc6:amd64.list': '/.\n/lib\n/lib/x86_64-linux-gnu/libc.so.6\n',
  'lib/x86_64-linux-gnu/libc.so.6': 'the link\n',
};

const alpine: Files = {
  'etc/os-release': 'ID=alpine\nVERSION_ID=3.24.1\n',
  'lib/ld-musl-x86_64.so.1': elf,
  'lib/apk/db/installed': 'P:musl\nV:1\nF:lib\nR:ld-musl-x86_64.so.1\n\nP:.virtual\nV:0\n',
};

const python = 'usr/local/lib/python3.14/site-packages';
const packages: Files = {
  ...debian,
  'usr/local/bin/node': elf,
  'app/node_modules/@scope/one/package.json': '{"version":"1.0.0"}',
  'app/node_modules/two/package.json': '{"version":"1.0.0"}',
  'app/node_modules/two/build/two.node': elf,
  'app/node_modules/two/test/node_modules/fixture/index.js': '',
  [`${python}/three/three.so`]: elf,
  [`${python}/six.py`]: '',
  [`${python}/__pycache__/six.pyc`]: '',
  [`${python}/three-1.dist-info/METADATA`]: 'Name: three\n',
  [`${python}/three-1.dist-info/RECORD`]: 'three/three.so,sha256=x,9\nsix.py,,\n',
  'app/lib/four-1.2.3.jar': '',
  'usr/share/sbom/service.cdx.json': '{}',
  '/app/service': elf,
};

/** The distribution that the check wants the image to name, given its Dockerfile. */
const wantedBy = (() => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'archives'));
  mkdirSync(join(folder, 'hardening'));
  writeFileSync(join(folder, 'archives/whole.tar'), '');
  writeFileSync(join(folder, 'hardening/image-records.sh'), '');
  // The tools get the distribution as their last word.
  const commands = [
    'need() { :; }',
    'toolbox() { shift $(($# - 1)); echo "found: $1"; }',
    'pass() { echo "$1"; }',
    '. "$CHECK_FILE"',
  ].join('\n');
  const env = {
    CHECK_FILE: packageUrl('templates/_hardening/package-records/check.sh').pathname,
    HARDENING: join(folder, 'hardening'),
    FACTS: folder,
    TOOLBOX: 'tools',
  };
  return (dockerfile: string) => {
    writeFileSync(join(folder, 'Dockerfile'), dockerfile);
    return shell(commands, { cwd: folder, env }).trim();
  };
})();

describe('the distribution that an image has to name', () => {
  it('is known for every Dockerfile that can be generated', () => {
    const seen = new Map<string, string>();
    for (const { answers, text } of everyProject()) {
      const froms =
        text('Dockerfile')
          .match(/^FROM .*$/gm)
          ?.join('\n') ?? '';
      if (seen.has(froms)) continue;
      seen.set(froms, wantedBy(froms));
      const { base, baseVersion } = answers;
      const wanted = ['alpine', 'debian'].includes(base) ? `${base} ${baseVersion}` : '';
      assert.match(seen.get(froms) ?? '', /^(debian 1\d|ubuntu \d\d\.04|alpine 3\.\d+)$/, froms);
      if (wanted) assert.equal(seen.get(froms), wanted, froms);
    }
    assert.ok(seen.size > 5);
  });
});

describe('the check of package-records finds no fault in', () => {
  it('an image without dpkg', () => assert.deepEqual(faultsOf(withoutDpkg, 'debian 13'), []));
  it('an image with dpkg', () => assert.deepEqual(faultsOf(withDpkg, 'debian 13'), []));
  it('an image of Alpine', () => assert.deepEqual(faultsOf(alpine, 'alpine 3.24'), []));
  it('packages of languages, and a program with an SBOM', () =>
    assert.deepEqual(faultsOf(packages), []));
  it('a program of Go or Rust', () => {
    const files = { ...debian, '/app': `${elf} Go buildinf:`, '/other': `${elf}.dep-v0` };
    assert.deepEqual(faultsOf(files), []);
  });
  it('a package that is linked into a program: its record has no list', () => {
    const files = { ...debian, 'var/lib/dpkg/status.d/libc6-dev': record('libc6-dev') };
    assert.deepEqual(faultsOf(files), []);
  });
});

const faults: readonly (readonly [title: string, files: Files, faults: readonly string[]])[] = [
  [
    'no os-release',
    { ...withoutDpkg, 'etc/os-release': null },
    ["there is no /etc/os-release: scanners can't find out the distribution"],
  ],
  [
    'another release',
    { ...withoutDpkg, 'etc/os-release': 'ID=debian\nVERSION_ID="12"\n' },
    ['/etc/os-release names debian 12, and the image is built on debian 13'],
  ],
  [
    'records of another distribution',
    { ...withoutDpkg, 'etc/os-release': 'ID=alpine\n' },
    ['/etc/os-release names alpine, and the records come from dpkg'],
  ],
  [
    'a copied library',
    { ...withoutDpkg, 'usr/lib/libz.so.1': elf },
    ['/usr/lib/libz.so.1 is in no package record'],
  ],
  [
    'a removed record',
    { ...withoutDpkg, 'var/lib/dpkg/status.d/libc6': null },
    [`/${libc} is in no package record`],
  ],
  [
    'two records of one package',
    { ...withoutDpkg, 'var/lib/dpkg/status': record('libc6') },
    ['there are two records of the package libc6'],
  ],
  [
    'a record without files',
    { ...withoutDpkg, [libc]: null },
    ['there is a record of the package libc6, and no file of it'],
  ],
  [
    'two C libraries',
    {
      ...withoutDpkg,
      'lib/ld-musl-x86_64.so.1': elf,
      'var/lib/dpkg/status.d/musl': record('musl'),
      'var/lib/dpkg/status.d/musl.md5sums': sum('lib/ld-musl-x86_64.so.1'),
    },
    [`there are two C libraries: /lib/ld-musl-x86_64.so.1 /${libc} `],
  ],
  [
    'a program without a list',
    { ...debian, '/app': elf },
    ['/app does not list what is linked into it'],
  ],
  [
    'a package of Node.js without package.json',
    { ...packages, 'app/node_modules/left/index.js': '' },
    ['/app/node_modules/left has no package.json with a version'],
  ],
  [
    'a module of Python without a record',
    { ...packages, [`${python}/left.py`]: '', [`${python}/three-1.dist-info/METADATA`]: '' },
    [
      `/${python}/left.py is in no package's RECORD`,
      `/${python}/three-1.dist-info has no METADATA`,
    ],
  ],
  [
    'a jar without a version',
    { ...packages, 'app/lib/left.jar': 'no archive' },
    ['/app/lib/left.jar has no version in its name or in its metadata'],
  ],
];

describe('the check of package-records finds', () => {
  for (const [title, files, wanted] of faults)
    it(title, () => {
      const distribution = title === 'another release' ? 'debian 13' : '';
      assert.deepEqual(faultsOf(files, distribution), wanted);
    });
});
