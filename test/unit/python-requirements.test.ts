import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(
  new URL('../../templates/python/hardening/build/requirements.sh', import.meta.url),
);

/** What pip printed when an installation failed, and what the script adds to it. */
const failures = [
  {
    title: 'a package without a wheel, and the line that allows its build',
    pip: 'ERROR: No matching distribution found for docopt==0.6.2',
    says: /^ERROR: docopt==0\.6\.2 has no wheel for .*add "docopt" to no-binary in pyproject\.toml/ms,
  },
  {
    title: 'a missing compiler, and the lines of packages.txt',
    pip: "error: command 'gcc' failed: No such file or directory",
    says: /needs a compiler.*^ {4}build gcc$/ms,
  },
  {
    title: 'a missing header',
    pip: 'ERROR: Failed to build installable wheels for some pyproject.toml based projects',
    says: /can't be built from source.*build libpq-dev/ms,
  },
  {
    title: 'a certificate that nobody trusts',
    pip: "WARNING: Retrying: SSLError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed')\nERROR: No matching distribution found for x==1",
    says: /^ERROR: the certificate of the package index isn't trusted\..*CA=ca\.pem$/m,
  },
  {
    title: 'rejected credentials',
    pip: 'WARNING: 401 Error, Credentials not correct for http://127.0.0.1/simple/x/\nERROR: No matching distribution found for x==1',
    says: /^ERROR: the package index rejected the credentials.*NETRC=FILE$/m,
  },
];

describe('what stops the installation of Python packages', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'requirements-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the script with a pip that prints this and fails. */
  function run(printed: string) {
    writeFileSync(join(folder, 'pip'), `#!/bin/sh\ncat <<'END'\n${printed}\nEND\nexit 3\n`, {
      mode: 0o755,
    });
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    return spawnSync('sh', [script, 'requirements.txt'], { env, encoding: 'utf8' });
  }

  for (const { title, pip, says } of failures)
    it(`is ${title}`, () => {
      const { status, stderr, stdout } = run(pip);
      assert.equal(status, 3);
      assert.ok(stdout.includes(pip), "pip's own words are kept");
      assert.match(stderr, says);
    });
});
