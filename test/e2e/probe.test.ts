import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageUrl } from '../../src/package.ts';
import { type Outcome, run } from './command.ts';

/** An engine that answers, and has no registry in reach and no image. */
const withoutImages = '#!/bin/sh\n[ "$1" = version ]\n';
const absent = '#!/bin/sh\nexit 1\n';

describe('tests on a machine without base images', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'engines-'));
    for (const [name, script] of Object.entries({ podman: withoutImages, docker: absent })) {
      writeFileSync(join(folder, name), script);
      chmodSync(join(folder, name), 0o755);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const runTests = (env: Record<string, string>): Promise<Outcome> =>
    run(
      process.execPath,
      [
        'node_modules/mocha/bin/mocha.js',
        '--config',
        'test/e2e/.mocharc.json',
        'test/e2e/podman.test.ts',
        'test/e2e/tour.test.ts',
      ],
      {
        cwd: fileURLToPath(packageUrl('.')),
        env: {
          PATH: folder + delimiter + process.env.PATH,
          E2E_ENGINES: '',
          MOCHA_WORKER_ID: undefined,
          ...env,
        },
      },
    );

  it('are skipped, with one line about each engine', async () => {
    const { code, stdout, stderr } = await runTests({ REQUIRE_ENGINE: '' });
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(stderr.trim().split('\n'), [
      "docker doesn't answer: its end-to-end tests are skipped.",
      "podman answers, but can't pull base images such as docker.io/library/alpine:3.24: its end-to-end tests are skipped.",
    ]);
  });

  it('fail where an engine is required', async () => {
    const { code, stdout } = await runTests({ REQUIRE_ENGINE: '1' });
    assert.equal(code, 2, stdout);
    assert.match(stdout, /REQUIRE_ENGINE=1, and podman answers, but can't pull base images/);
  });
});
