import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build, commandFile, filesIn, makeFolder } from './doors.ts';
import { step } from './moments.ts';

const killAt = new URL('kill-at.mjs', import.meta.url).href;

describe('the bake file of a list', () => {
  let folder: string;
  let remove: () => void;
  const bakeFile = () => join(folder, 'docker-bake.hcl');
  const text = () => readFileSync(bakeFile(), 'utf8');

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  /** Writes a list of services, given in JSON, and runs the command on it. */
  function write(services: readonly object[], ...args: string[]) {
    const input = JSON.stringify({ services, extras: ['bake'] });
    const words = [commandFile, '--answers', '-', '--yes', ...args];
    return spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', input });
  }

  function surely(services: readonly object[], ...args: string[]) {
    const { status, stdout, stderr } = write(services, ...args);
    assert.equal(status, 0, stderr);
    return stdout;
  }

  const one = { name: 'one' };
  const two = { name: 'two-b', language: 'node', registry: 'ghcr.io/acme', kind: 'worker' };
  const plain = { name: 'plain', extras: [] };

  it('has a target of each service that wants one, with what its own file has', () => {
    const said = surely([one, two, plain]);
    assert.match(said, /^✔ docker-bake\.hcl: created$/m);
    assert.match(
      said,
      /^To build the images of all services with a Bake file, run docker buildx bake here\.$/m,
    );
    assert.match(
      text(),
      /group "default" \{\n {2}targets = \[\n {4}"one",\n {4}"two-b",\n {2}\]\n\}/,
    );
    assert.doesNotMatch(text(), /plain/);
    assert.match(text(), /tags {7}= \["ghcr\.io\/acme\/two-b:\$\{TAG\}"\]/);
    const namesOf = (hcl: string, target: string) => {
      const [, block = ''] = hcl.split(`target "${target}" {`);
      const [, args = ''] = /args = \{\n(.*?) {2}\}/s.exec(block) ?? [];
      return [...args.matchAll(/^ {4}(\w+)/gm)].map(([, name]) => name);
    };
    for (const name of ['one', 'two-b']) {
      const own = readFileSync(join(folder, name, 'docker-bake.hcl'), 'utf8');
      assert.deepEqual(namesOf(text(), name), namesOf(own, 'image'));
      assert.ok(namesOf(own, 'image').length > 8, name);
    }
  });

  it('is not touched by a second run, and rewritten for other services', () => {
    surely([one, two]);
    const before = text();
    assert.match(surely([one, two]), /^✔ docker-bake\.hcl: unchanged$/m);
    assert.equal(text(), before);
    rmSync(join(folder, 'one'), { recursive: true });
    assert.match(surely([two, { name: 'three' }]), /^✔ docker-bake\.hcl: changed$/m);
    assert.match(text(), /target "three" \{/);
    assert.doesNotMatch(text(), /target "one" \{/);
  });

  it('goes where no service wants it any more, and only by a list', () => {
    surely([one]);
    const alone = [commandFile, 'one', '--yes', '--force', '--extras='];
    assert.equal(spawnSync(process.execPath, alone, { cwd: folder }).status, 0);
    assert.ok(existsSync(bakeFile()), "one service by itself isn't a list");
    assert.match(surely([plain]), /^✔ docker-bake\.hcl: removed$/m);
    assert.ok(!existsSync(bakeFile()));
  });

  it('conflicts once it was edited, and so does a foreign one', () => {
    surely([one]);
    appendFileSync(bakeFile(), '# mine\n');
    const edited = text();
    for (const theirs of [edited, edited.replace('"dev"', '"next"'), 'group "default" {}\n']) {
      writeFileSync(bakeFile(), theirs);
      const { status, stderr } = write([one, two]);
      assert.equal(status, 3);
      assert.match(stderr, /^docker-bake\.hcl already exists /m);
      assert.equal(text(), theirs);
      assert.ok(!existsSync(join(folder, 'two-b')), 'no service is written, either');
    }
    surely([plain]);
    assert.equal(text(), 'group "default" {}\n', 'it is nobody else’s to remove');
    assert.equal(write([one, two], '--force').status, 3, 'nor to overwrite');
    writeFileSync(bakeFile(), edited);
    surely([one, two], '--force');
    assert.match(text(), /target "two-b"/);
  });

  it('is shown by --dry-run with its difference, and told by --json', () => {
    assert.match(surely([one], '--dry-run'), /^create {2}docker-bake\.hcl$/m);
    assert.deepEqual(filesIn(folder), []);
    surely([one]);
    const before = text();
    const dry = surely([two], '--dry-run');
    assert.match(
      dry,
      /^change {2}docker-bake\.hcl\n--- a\/docker-bake\.hcl\n\+\+\+ b\/docker-bake\.hcl$/m,
    );
    assert.match(dry, /^\+target "two-b" \{$/m);
    assert.equal(text(), before);
    const files = (...args: string[]) => JSON.parse(surely([one, two], '--json', ...args)).files;
    assert.deepEqual(files(), [{ path: 'docker-bake.hcl', status: 'change' }]);
    assert.deepEqual(files(), [{ path: 'docker-bake.hcl', status: 'same' }]);
    assert.deepEqual(JSON.parse(surely([plain], '--json')).files[0].status, 'remove');
    assert.deepEqual(JSON.parse(surely([plain], '--json')).files, []);
  });

  it('is not written with a bad service in the list, nor through a link out of the folder', () => {
    assert.equal(write([one, { name: 'bad', port: 80 }]).status, 2);
    assert.deepEqual(filesIn(folder), []);
    symlinkSync('/etc/hostname', bakeFile());
    const { status, stderr } = write([one]);
    assert.equal(status, 1);
    assert.match(stderr, /docker-bake\.hcl in .* is behind a symbolic link that leads out/);
    rmSync(bakeFile());
    mkdirSync(bakeFile());
    assert.match(write([one]).stderr, /docker-bake\.hcl isn't a regular file\./);
    assert.deepEqual(filesIn(folder), []);
  });

  it('is whole when a run is killed, and the next run ends it', function () {
    this.timeout(300_000);
    const first = { ...one, registry: 'first.example/acme' };
    const second = { ...one, registry: 'second.example/acme' };
    surely([first]);
    const was = text();
    const input = JSON.stringify([{ ...second, extras: ['bake'] }]);
    const again = (env: NodeJS.ProcessEnv) =>
      spawnSync(
        process.execPath,
        ['--import', killAt, commandFile, '--answers', '-', '--yes', '--force'],
        { cwd: folder, encoding: 'utf8', input, env: { ...process.env, ...env } },
      );
    again({ KILL_AT: '100000' });
    const willBe = text();
    assert.notEqual(willBe, was);
    let [moment, killed] = [1 - step, true];
    while (killed && moment < 1000) {
      moment += step;
      surely([first], '--force');
      killed = again({ KILL_AT: `${moment}` }).signal === 'SIGKILL';
      assert.ok([was, willBe].includes(text()), `moment ${moment}`);
    }
    assert.ok(moment > 10, `only ${moment} moments`);
    surely([first], '--force');
    again({ KILL_AT: `${moment - step}` });
    surely([second], '--force');
    assert.equal(text(), willBe);
    assert.ok(!filesIn(folder).some((path) => path.endsWith('.hardened-container.tmp')));
  });
});
