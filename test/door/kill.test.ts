import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build, command, commandFile, filesIn, makeFolder, putInTheWay } from './doors.ts';
import { killsFromOutside, step } from './moments.ts';

const killAt = new URL('kill-at.mjs', import.meta.url).href;
const kills = killsFromOutside;

describe('a run that is killed', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const isLeft = (path: string) => path.includes('.hardened-container.tmp');
  /** What a killed run has left, folders among it. */
  const left = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isLeft);

  /** All files by path, except the leftovers of killed runs. */
  function contents(): Map<string, string> {
    const paths = filesIn(folder).filter((path) => !isLeft(path));
    return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  }

  async function run(args: readonly string[]): Promise<Map<string, string>> {
    const { code, output } = await command(args, { cwd: folder });
    assert.equal(code, 0, output);
    return contents();
  }

  /** Runs until it touches the disk for the given time. Whether it came so far. */
  function isKilledAt(moment: number, args: readonly string[]): boolean {
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      ['--import', killAt, commandFile, ...args],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, KILL_AT: `${moment}` } },
    );
    assert.ok(status === 0 || signal === 'SIGKILL', stderr);
    return signal === 'SIGKILL';
  }

  /** Asserts that each file is one of the two, and that none is missing that both have. */
  function assertWhole(was: Map<string, string>, willBe: Map<string, string>, when: string): void {
    const now = contents();
    for (const [path, text] of now)
      assert.ok([was.get(path), willBe.get(path)].includes(text), `${path} is half, ${when}`);
    for (const path of was.keys())
      if (willBe.has(path)) assert.ok(now.has(path), `${path} is gone, ${when}`);
  }

  it('leaves each file as it was or as it should be, and the next run ends it', async function () {
    this.timeout(300_000);
    await run(['shop', '--yes', '--extras=tour']);
    for (const path of ['Makefile', 'hardening/checks/no-setuid.sh'])
      appendFileSync(join(folder, 'shop', path), '# mine\n');
    const was = contents();
    cpSync(join(folder, 'shop'), join(folder, '../was'), { recursive: true });
    const args = ['shop', '--yes', '--force', '--kind=worker', '--extras=', '--without=no-setuid'];
    const willBe = await run(args);
    assert.match(willBe.get('shop/hardening/checks/no-setuid.sh') ?? '', /# mine/);
    let moment = 1 - step;
    do {
      moment += step;
      rmSync(join(folder, 'shop'), { recursive: true });
      cpSync(join(folder, '../was'), join(folder, 'shop'), { recursive: true });
      if (!isKilledAt(moment, args)) break;
      assertWhole(was, willBe, `killed at moment ${moment}`);
      assert.deepEqual(await run(args), willBe, `after a kill at moment ${moment}`);
      assert.deepEqual(left(), []);
    } while (moment < 1000);
    // Each file that differs is made and moved, and others are removed.
    assert.ok(moment > 30, `only ${moment} moments`);
  });

  it('leaves nothing that other answers do not clear away, killed twice', async function () {
    this.timeout(300_000);
    const write = (kind: string) => ['shop', '--yes', '--force', '--kind', kind];
    const worker = await run(write('worker'));
    cpSync(join(folder, 'shop'), join(folder, '../was'), { recursive: true });
    let moment = 1 - step;
    for (let isKilled = true; isKilled; ) {
      moment += step;
      rmSync(join(folder, 'shop'), { recursive: true });
      cpSync(join(folder, '../was'), join(folder, 'shop'), { recursive: true });
      isKilled = isKilledAt(moment, write('http'));
      // The run that should clear it away is killed as well, somewhere on its way.
      isKilledAt(1 + (moment % 40), write('worker'));
      assert.deepEqual(await run(write('worker')), worker, `after a kill at moment ${moment}`);
      assert.deepEqual(left(), []);
    }
    assert.ok(moment > 30, `only ${moment} moments`);
  });

  it('leaves nothing of a folder that it has begun, whatever the next run is told', async function () {
    this.timeout(300_000);
    const plain = ['shop', '--yes', '--force', '--extras=', '--language=go'];
    const others = ['shop', '--yes', '--force', '--extras=tour,github', '--language=java'];
    const willBe = await run(plain);
    cpSync(join(folder, 'shop'), join(folder, '../was'), { recursive: true });
    let begun = 0;
    for (const isThere of [false, true])
      for (let moment = 1, isKilled = true; isKilled; moment += step) {
        rmSync(join(folder, 'shop'), { recursive: true });
        if (isThere) cpSync(join(folder, '../was'), join(folder, 'shop'), { recursive: true });
        isKilled = isKilledAt(moment, others);
        if (left().some((path) => /\.tmp\/./.test(path))) begun++;
        if (isKilled && !isThere) assert.ok(!existsSync(join(folder, 'shop')), `moment ${moment}`);
        assert.deepEqual(await run(plain), willBe, `after a kill at moment ${moment}`);
        assert.deepEqual(left(), [], `after a kill at moment ${moment}`);
      }
    assert.ok(begun > 30 / step, `only ${begun} kills have left a folder`);
  });

  it('leaves no half service of a list', async function () {
    this.timeout(300_000);
    const args = ['--answers', 'list.yaml', '--yes'];
    const list = '- name: one\n- name: two\n  kind: worker\n';
    writeFileSync(join(folder, 'list.yaml'), list);
    const willBe = await run(args);
    let moment = 1 - step;
    do {
      moment += step;
      for (const name of ['one', 'two'])
        rmSync(join(folder, name), { recursive: true, force: true });
      if (!isKilledAt(moment, args)) break;
      const now = contents();
      for (const name of ['one', 'two']) {
        const isOfIt = ([path]: readonly [string, string]) => path.startsWith(`${name}/`);
        if (existsSync(join(folder, name)))
          assert.deepEqual(
            [...now].filter(isOfIt),
            [...willBe].filter(isOfIt),
            `${name}, ${moment}`,
          );
      }
    } while (moment < 1000);
    assert.ok(moment > willBe.size, `only ${moment} moments`);
    rmSync(join(folder, 'two'), { recursive: true });
    assert.ok(isKilledAt(moment >> 2, args));
    assert.notEqual(left().length, 0);
    assert.deepEqual(await run(args), willBe);
    assert.deepEqual(left(), []);
  });

  it(`leaves each file whole when it is killed from outside, ${kills} times in the midst`, async function () {
    this.timeout(kills * 3000);
    const write = (kind: string) => ['shop', '--yes', '--force', '--kind', kind];
    const http = await run(write('http'));
    const worker = await run(write('worker'));
    let mixed = 0;
    for (let kill = 0; kill < kills; kill++) {
      await killInTheMidst(write(kill % 2 === 0 ? 'http' : 'worker'));
      assertWhole(http, worker, `after kill ${kill}`);
      const texts = [...contents()];
      const isAll = (whole: Map<string, string>) =>
        texts.length === whole.size && texts.every(([path, text]) => whole.get(path) === text);
      if (left().length > 0 || !(isAll(http) || isAll(worker))) mixed++;
    }
    assert.ok(mixed > kills / 20, `only ${mixed} of ${kills} kills were in the midst of writing`);
    assert.deepEqual(await run(write('worker')), worker);
    assert.deepEqual(left(), []);
  });

  /** Kills a run some time after it has begun to write. */
  function killInTheMidst(args: readonly string[]): Promise<void> {
    const child = spawn(process.execPath, [commandFile, ...args], { cwd: folder, stdio: 'ignore' });
    const watcher = watch(join(folder, 'shop'), () => {
      watcher.close();
      setTimeout(() => child.kill('SIGKILL'), 5 * Math.random());
    });
    return new Promise((resolve) => {
      child.on('close', () => {
        watcher.close();
        resolve();
      });
    });
  }

  it('loses no edit', async () => {
    await run(['shop', '--yes']);
    putInTheWay(join(folder, 'shop'), 'Makefile', '# mine');
    const before = contents();
    for (const moment of [1, 2, 20])
      spawnSync(process.execPath, ['--import', killAt, commandFile, 'shop', '--kind', 'worker'], {
        cwd: folder,
        env: { ...process.env, KILL_AT: `${moment}` },
      });
    assert.deepEqual(contents(), before);
  });
});
