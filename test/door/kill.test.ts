import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, command, commandFile, filesIn, makeFolder } from './doors.ts';

const kills = 200;

describe('a run that is killed', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  /** All files by path, but for what a killed run may leave beside them. */
  function contents(): Map<string, string> {
    const paths = filesIn(folder).filter((path) => !path.endsWith('.hardened-container.tmp'));
    return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  }

  function runUntil(args: readonly string[], milliseconds: number): Promise<void> {
    const child = spawn(process.execPath, [commandFile, ...args], { cwd: folder, stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    return new Promise((resolve) => {
      child.on('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  it(`leaves each file as it was or as it should be, at ${kills} moments`, async function () {
    this.timeout(kills * 3000);
    const write = (kind: string) => ['shop', '--yes', '--force', '--kind', kind];
    await command(write('http'), { cwd: folder });
    const http = contents();
    const started = Date.now();
    await command(write('worker'), { cwd: folder });
    const took = Date.now() - started;
    const worker = contents();
    const [wasMixed, wasLeft] = [new Set<string>(), new Set<string>()];
    for (let kill = 0; kill < kills; kill++) {
      const kind = kill % 2 === 0 ? 'http' : 'worker';
      // The beginning of a run loads the program: most kills are for the end, which writes.
      await runUntil(write(kind), took * (0.4 + 0.7 * Math.random()));
      for (const [path, text] of contents()) {
        const whole = [http.get(path), worker.get(path)];
        assert.ok(whole.includes(text), `${path} is half written after kill ${kill}`);
        wasMixed.add(text === whole[0] ? 'http' : 'worker');
      }
      for (const path of filesIn(folder)) if (path.endsWith('.tmp')) wasLeft.add(path);
    }
    assert.deepEqual([...wasMixed].sort(), ['http', 'worker'], 'the kills came too early');
    await command(write('worker'), { cwd: folder });
    const left = filesIn(folder).filter((path) => path.endsWith('.tmp'));
    assert.deepEqual(left, [], `the next run cleans up, of ${wasLeft.size}`);
  });

  it('loses no edit', async () => {
    await command(['shop', '--yes'], { cwd: folder });
    appendFileSync(join(folder, 'shop/main.go'), '// mine\n');
    const before = contents();
    for (const milliseconds of [60, 90, 120, 150])
      await runUntil(['shop', '--yes', '--kind', 'worker'], milliseconds);
    assert.deepEqual(contents(), before);
  });
});
