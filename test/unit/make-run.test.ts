import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../../src/languages/kinds.ts';
import { renderedProject } from '../rendered-project.ts';
import { temporaryFolder, writtenProject } from './written-project.ts';

/** An engine that prints the command of each container, and has one container if CONTAINER is set. */
const engine = `#!/bin/sh
case "$1 $2" in
  'run '*) echo "$*" ;;
  'container ls') echo "\${CONTAINER-}" ;;
esac
`;

describe('make run', () => {
  for (const { id: kind, listens } of Object.values(kinds))
    for (const data of ['', '/data']) {
      const title = [kind, data && 'with data'].filter(Boolean).join(' ');
      const folder = () => {
        const written = writtenProject(renderedProject({ kind, data }));
        writeFileSync(join(written, 'engine'), engine, { mode: 0o755 });
        return written;
      };
      const run = (cwd: string, env: NodeJS.ProcessEnv = {}) =>
        spawnSync('make', ['--silent', 'run', 'ENGINE=./engine', 'PORT=1'], {
          cwd,
          encoding: 'utf8',
          env: { PATH: process.env.PATH, TMPDIR: temporaryFolder(), ...env },
        });

      it(`starts the container and prints nothing else: ${title}`, () => {
        const { status, stdout, stderr } = run(folder());
        assert.deepEqual([status, stderr], [0, '']);
        assert.match(stdout, /^run --rm --name my-service .*--read-only.* my-service:dev\n$/);
        assert.equal(/--publish=127\.0\.0\.1:\d+:/.test(stdout), listens);
      });

      it(`names a container of the same name: ${title}`, () => {
        const { status, stderr } = run(folder(), { CONTAINER: 'f00' });
        assert.equal(status, 2);
        assert.match(stderr, /^A container named my-service already exists\. Remove it first: /);
      });
    }
});
