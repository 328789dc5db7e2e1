import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageUrl } from '../../src/package.ts';
import { temporaryFolder } from './written-project.ts';

const pathOf = (path: string) => fileURLToPath(packageUrl(`templates/${path}`));
const script = pathOf('_shared/hardening/build/explain.sh');

/** What a tool printed when it failed, and the sentence that follows. */
const failures: Readonly<Record<string, readonly (readonly [printed: string, says: string])[]>> = {
  go: [
    [
      'main.go:5:2: no required module provides package github.com/google/uuid; to add it:\n\tgo get github.com/google/uuid',
      'no module in go.mod has the package github.com/google/uuid. Add it, and commit go.mod and go.sum: go get github.com/google/uuid',
    ],
    [
      'main.go:5:2: missing go.sum entry for module providing package github.com/google/uuid (imported by example.com/x); to add:\n\tgo get example.com/x',
      "go.sum doesn't list the module of github.com/google/uuid. Run go mod tidy, and commit go.sum.",
    ],
    [
      'instance.go:3:8: github.com/google/uuid@v1.999.0: reading https://proxy.golang.org/github.com/google/uuid/@v/v1.999.0.zip: 404 Not Found',
      "github.com/google/uuid@v1.999.0 can't be downloaded. Check its name and version in go.mod; a private module needs GOPRIVATE and NETRC.",
    ],
    [
      "fatal: could not read Username for 'https://git.example.com': terminal prompts disabled",
      'https://git.example.com asks for credentials. Pass yours: GOPRIVATE=HOST make build NETRC=$HOME/.netrc',
    ],
    [
      'go: git.example.com/a@v1.0.0: reading https://proxy.example.com/a/@v/v1.0.0.mod: 401 Unauthorized',
      'the credentials were rejected (reading https://proxy.example.com/a/@v/v1.0.0.mod: 401 Unauthorized). Check the file that NETRC names: make build NETRC=FILE',
    ],
    [
      'go: updates to go.mod needed; to update it:\n\tgo mod tidy',
      "go.mod isn't up to date. Run go mod tidy, and commit go.mod and go.sum.",
    ],
  ],
  rust: [
    [
      'error: no matching package named `nope` found\nlocation searched: crates.io index',
      'the registry has no crate nope. Check its name in Cargo.toml.',
    ],
    [
      'error: failed to select a version for the requirement `uuid = "^99"`',
      'the registry has no version that fits uuid = "^99". Change it in Cargo.toml.',
    ],
    [
      'error: cannot update the lock file /src/Cargo.lock because --locked was passed to prevent this',
      "Cargo.lock doesn't fit Cargo.toml. Run cargo update --workspace, and commit Cargo.lock.",
    ],
    [
      'error: no token found for `corp`, please run `cargo login --registry corp`',
      'the registry rejected the credentials (no token found for `corp`). Pass valid ones: make build CARGO_CREDENTIALS=FILE',
    ],
    [
      'error: failed to run custom build command for `openssl-sys v0.9.1`',
      'the build script of openssl-sys v0.9.1 failed: see above. If it misses a tool or a header, add its package to packages.txt, such as build cmake.',
    ],
  ],
  java: [
    [
      '[ERROR] Failed to execute goal on project x: Could not find artifact com.example:nope:jar:1.0 in central (https://repo.maven.apache.org/maven2)',
      'no repository has com.example:nope:jar:1.0. Check its name and version in pom.xml; a private repository needs MAVEN_SETTINGS.',
    ],
    [
      '[ERROR] Could not transfer artifact com.example:x:jar:1 from/to corp (https://m.example): authentication failed for https://m.example/x.jar, status: 401 Unauthorized',
      'the repository rejected the credentials (authentication failed for https://m.example/x.jar,). Pass valid ones: make build MAVEN_SETTINGS=FILE',
    ],
    [
      '[ERROR] /src/src/main/java/module-info.java:[3,12] module not found: com.nope',
      'no library in pom.xml has the module com.nope. Add its library to pom.xml, or remove the module from module-info.java.',
    ],
  ],
};

describe('what stops a build', () => {
  function run(language: string, printed: string, code = 3) {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'printed'), `${printed}\n`);
    const table = pathOf(`${language}/hardening/build/failures.txt`);
    const command = ['sh', '-c', `cat printed; exit ${code}`];
    return spawnSync('sh', [script, table, ...command], { cwd: folder, encoding: 'utf8' });
  }

  for (const [language, cases] of Object.entries(failures))
    for (const [printed, says] of cases)
      it(`is said in one sentence, in ${language}: ${says}`, () => {
        const { status, stdout, stderr } = run(language, printed);
        assert.equal(status, 3);
        assert.equal(stdout, `${printed}\n`, "the tool's own words are kept");
        assert.equal(stderr, `ERROR: ${says}\n`);
      });

  it('is left to the tool where the table has nothing', () =>
    assert.equal(run('go', 'main.go:1:1: syntax error').stderr, ''));

  it('is nothing where the command succeeds, whatever it prints', () => {
    const { status, stderr } = run('rust', 'no matching package named `nope` found', 0);
    assert.deepEqual([status, stderr], [0, '']);
  });
});
