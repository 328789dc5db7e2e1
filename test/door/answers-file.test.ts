import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, commandFile, filesIn, makeFolder, putInTheWay } from './doors.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('an answers file', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  function run(args: readonly string[], input = ''): Promise<Ended> {
    const child = spawn(process.execPath, [commandFile, ...args], { cwd: folder });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    // A file that is refused early is not read to its end.
    child.stdin.on('error', () => {}).end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
    });
  }

  const stored = (name: string) =>
    JSON.parse(readFileSync(join(folder, name, '.yo-rc.json'), 'utf8'))[
      'generator-hardened-container'
    ];
  const list = (text: string) => writeFileSync(join(folder, 'services.yaml'), text);
  const fromList = (...args: string[]) => run(['--answers', 'services.yaml', ...args]);

  it('is read in JSON and in YAML, from a file and from standard input', async () => {
    const json = '{\n\t"$schema": "x.json",\n\t"name": "one",\n\t"kind": "worker"\n}';
    assert.equal((await run(['--answers', '-', '--yes'], json)).code, 0);
    assert.equal(stored('one').kind, 'worker');
    list('name: two\nbase: alpine\nbaseVersion: 3.20.1\nextras: [tour]\nallowEol: true\n');
    const { code, stderr } = await fromList('--yes');
    assert.equal(code, 0, stderr);
    assert.deepEqual(stored('two').extras, ['tour']);
  });

  it('keeps the last zero of a version', async () => {
    list('name: zero\nbase: alpine\nbaseVersion: 3.20\nallowEol: true\n');
    assert.equal((await fromList('--yes')).code, 0);
    assert.equal(stored('zero').baseVersion, '3.20');
  });

  it('is beaten by flags, and beats what is stored', async () => {
    assert.equal((await run(['shop', '--yes', '--port', '9001'])).code, 0);
    list('name: shop\nport: 9002\ndescription: From the file.\n');
    assert.equal((await fromList('--yes', '--force')).code, 0);
    assert.equal(stored('shop').port, 9002);
    assert.equal((await fromList('--yes', '--force', '--port', '9003')).code, 0);
    assert.equal(stored('shop').port, 9003);
    assert.equal(stored('shop').description, 'From the file.');
  });

  it('may hold a list, and what all of it shares', async () => {
    list('services:\n  - name: one\n  - name: two\n    base: scratch\nbase: alpine\n');
    const { code, stdout } = await fromList('--yes');
    assert.equal(code, 0);
    assert.match(stdout, /^✔ one: \d+ created\n✔ two: \d+ created$/m);
    assert.deepEqual([stored('one').base, stored('two').base], ['alpine', 'scratch']);
  });

  it('with one bad service in a list writes none of them', async () => {
    list('- name: good\n- name: bad\n  port: 80\n- name: worse\n  prot: 1\n');
    const { code, stderr } = await fromList('--yes');
    assert.equal(code, 2);
    assert.match(stderr, /^services\.yaml, line 3, service "bad": --port 80 isn't valid/m);
    assert.match(stderr, /^services\.yaml, line 5, service "worse": Unknown answer "prot"/m);
    assert.deepEqual(filesIn(folder), ['services.yaml']);
  });

  it('with one service in the way of an edited file writes none of them', async () => {
    assert.equal((await run(['second', '--yes'])).code, 0);
    putInTheWay(join(folder, 'second'), 'Makefile', '# mine');
    list('- name: first\n- name: second\n');
    const { code, stderr } = await fromList('--yes');
    assert.equal(code, 3);
    assert.match(stderr, /^second\/Makefile already exists with different contents/);
    assert.ok(!filesIn(folder).some((path) => path.startsWith('first/')));
  });

  it('with a list is never asked about', async () => {
    list('- name: one\n');
    const { code, stderr } = await fromList();
    assert.equal(code, 2);
    assert.match(stderr, /"one": A list of services is never prompted for\. Pass --language,/);
  });

  const bad: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
    'that is neither JSON nor YAML': ['a: [1\nb: 2', /isn't valid JSON or YAML\. Line 2: /],
    'with a key twice': ['name: a\nname: b', /Line 2: Map keys must be unique/],
    'that is empty': ['', /is empty\. Write the answers/],
    'with only a comment': ['# nothing\n', /is empty\. Write the answers/],
    'of several documents': ['name: a\n---\nname: b', /Line 2: it has several documents/],
    'with a text for an object': [
      '"shop"',
      /line 1: "shop" isn't an answer\. Write each answer by name/,
    ],
    'with an empty list': ['[]', /line 1: the list is empty\. Write a service/],
    'with a name that leaves the folder': ['name: ../x', /line 1: name "\.\.\/x" isn't valid/],
    'with an absolute name': ['- name: /tmp/x', /line 1, service "\/tmp\/x": name "\/tmp\/x" is/],
    'with a service without a name': ['- kind: http', /line 1: the service has no name/],
    'with two services of one name': [
      '- name: a\n- name: a',
      /line 2, service "a": two services have the name "a"\. Rename one/,
    ],
    'with a wrong type': ['name: a\nport: [1]', /line 2: --port \[1\] isn't valid/],
    'with nothing for a value': ['name: a\nport:', /line 2: --port null isn't valid/],
    'with an alias of its own container': ['name: &a [*a]', /an alias refers to itself/],
    'with a name of every object': ['{"__proto__": 1}', /line 1: Unknown answer "__proto__"/],
    'with a list for a key': [
      'name: a\n? [b, c]\n: 1',
      /^Standard input: Unknown answer "\[ b, c \]"/,
    ],
    'with services that are not a list': ['services:\n  a: 1', /line 2: services isn't a list/],
    'with a list without an end': ['['.repeat(100_000), /isn't valid JSON or YAML\. Line 1: /],
    'that is nested too deeply': [
      '['.repeat(9_000) + ']'.repeat(9_000),
      /Line 1: its values are nested too deeply/,
    ],
    'with an answer that is unknown to all': [
      'services:\n  - name: a\nprot: 1',
      /line 3, .*Unknown answer "prot"/,
    ],
    'with its own answer and a shared one': [
      'services:\n  - name: a\n    port: 1\nport: 2000',
      /line 3, service "a": --port 1 isn't valid/,
    ],
    'with an alias of aliases': [
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefg'].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefg'[index]}`)}]\n`).join('')}`,
      /^Can't read Standard input: Excessive alias count/,
    ],
  };
  for (const [title, [text, says]] of Object.entries(bad))
    it(`${title} is refused, and nothing is written`, async () => {
      const { code, stdout, stderr } = await run(['--answers', '-', '--yes'], text);
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /^ +at /m);
      assert.equal(stdout, '');
      assert.deepEqual(filesIn(folder), []);
    });

  it('that is not there, a folder, too large or no text is refused', async () => {
    mkdirSync(join(folder, 'there'));
    writeFileSync(join(folder, 'there/large'), '');
    const says = async (path: string, input?: string | Buffer) =>
      (await run(['--answers', path, '--yes'], input as string)).stderr;
    assert.match(await says('nowhere'), /^Can't read nowhere: no such file\. Check the path\.$/m);
    assert.match(await says(''), /^Can't read "": no such file\. Check the path\.$/m);
    assert.match(await says('there'), /^Can't read there: it is a folder\. /m);
    assert.match(await says('-', ' '.repeat(100_000_000)), /larger than 1 MiB/);
    truncateSync(join(folder, 'there/large'), 100_000_000);
    assert.match(await says('there/large'), /^Can't read there\/large: it is larger than 1 MiB/m);
    assert.match(
      await says('-', Buffer.from([0xff, 0xfe, 0x61])),
      /isn't text\. Write it in UTF-8/,
    );
    rmSync(join(folder, 'there'), { recursive: true });
  });

  it('is not mixed with a name where it holds a list', async () => {
    list('- name: one\n');
    const { code, stderr } = await fromList('other', '--yes');
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^You passed the name "other", but services\.yaml contains a list of services\./,
    );
  });

  it('--dry-run shows each file with its difference, and writes nothing', async () => {
    assert.equal((await run(['shop', '--yes'])).code, 0);
    putInTheWay(join(folder, 'shop'), 'Makefile', '# mine');
    const { code, stdout } = await run(['shop', '--yes', '--kind', 'worker', '--dry-run']);
    assert.equal(code, 0);
    assert.match(stdout, /^change {2}shop\/Makefile\n--- a\/shop\/Makefile\n\+\+\+ b\//m);
    assert.match(stdout, /^-# mine$/m);
    assert.match(stdout, /^create {2}shop\/hardening\/checks\/no-network\.sh$/m);
    assert.match(stdout, /^same {4}shop\/go\.mod$/m);
    assert.ok(!filesIn(folder).includes('shop/hardening/checks/no-network.sh'));
    assert.match(readFileSync(join(folder, 'shop/Makefile'), 'utf8'), /mine/);
  });

  it('--dry-run and --json tell what is removed, and the end counts it', async () => {
    const [check, mine] = ['hardening/checks/seccomp.sh', 'hardening/checks/no-setuid.sh'];
    assert.equal((await run(['shop', '--yes'])).code, 0);
    putInTheWay(join(folder, 'shop'), mine, '# mine');
    const fewer = ['shop', '--yes', '--without=seccomp,no-setuid'];
    const dry = await run([...fewer, '--dry-run']);
    assert.match(dry.stdout, new RegExp(`^remove {2}shop/${check}$`, 'm'));
    assert.match(dry.stdout, new RegExp(`^Note: ${mine} is no longer part of the project, but`));
    assert.ok(filesIn(folder).includes(`shop/${check}`));
    const { code, stdout, stderr } = await run([...fewer, '--force', '--json']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^✔ Files: \d+ changed, 1 removed, \d+ unchanged$/m);
    const [{ files, notices }] = JSON.parse(stdout).services;
    const removed = files.filter(({ status }: { status: string }) => status === 'remove');
    assert.deepEqual(removed, [{ path: check, status: 'remove' }]);
    assert.equal(notices.length, 1);
    assert.ok(
      !filesIn(folder).includes(`shop/${check}`) && filesIn(folder).includes(`shop/${mine}`),
    );
  });

  it('--json prints one document, and all else on standard error', async () => {
    const { code, stdout, stderr } = await run(['shop', '--yes', '--json']);
    assert.equal(code, 0);
    assert.match(stderr, /Next steps/);
    const document = JSON.parse(stdout);
    assert.equal(document.version, 1);
    assert.equal(document.ok, true);
    const [service] = document.services;
    assert.equal(service.folder, join(folder, 'shop'));
    const paths = service.files.map(({ path }: { path: string }) => path).sort();
    assert.deepEqual(paths, filesIn(join(folder, 'shop')));
    const described = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
    for (const key of [...Object.keys(document), ...Object.keys(service)])
      assert.ok(described.includes(`| \`${key}\` |`), `docs/json.md has no ${key}`);
  });

  it('--json prints errors as well, with an exit code', async () => {
    for (const [args, exitCode, field] of [
      [['shop', '--yes', '--json', '--port', '80'], 2, 'port'],
      [['shop', '--json', '--prot', '8080'], 2, '--prot'],
    ] as const) {
      const { code, stdout } = await run(args);
      assert.equal(code, exitCode);
      const { ok, errors, ...document } = JSON.parse(stdout);
      assert.deepEqual([ok, document.exitCode, errors[0].field], [false, exitCode, field]);
    }
  });
});
