import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type ProgramId, programReference, programs } from '../../src/images/programs.ts';
import { renderedProject } from '../rendered-project.ts';
import { temporaryFolder, writtenProject } from './written-project.ts';

/** What the script and make need of the system, and nothing else is on the path. */
const needed = ['sh', 'make', 'mktemp', 'rm', 'mv', 'dirname', 'grep', 'sed', 'cat', 'git', 'awk'];

/** An engine that has the image, gives an archive of it, and builds what is asked for. */
const engine = `case "$1 $2" in
  'save '*) echo archive ;;
  'info '*) echo "\${DRIVER_STATUS-}" ;;
  '--version '*) echo "\${ENGINE_VERSION-Docker version 29.1.0}" ;;
  build*) for word; do :; done
    folder=$(echo "$*" | sed -n 's/.*type=local,dest=\\([^ ]*\\).*/\\1/p')
    [ -z "$folder" ] || { mkdir -p "$folder" && echo '{"spdxVersion":"x"}' >"$folder/sbom.spdx.json"; } ;;
esac`;

/** The same engine, with what it does to run a container. */
const engineThatRuns = (script: string): string =>
  engine.replace('esac', `'run '*) ${script} ;;\nesac`);

const imageOf = (id: ProgramId): string => programReference(programs[id], '');

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The tools that were asked, with their arguments. */
  readonly asked: readonly string[];
  readonly folder: string;
}

/** Runs make in a project where just these tools are on the path, each with the script that it is. */
function make(
  target: string,
  tools: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Said {
  const folder = writtenProject(renderedProject({ name: 'shop', registry: 'ghcr.io/acme' }));
  const [bin, temporary] = [temporaryFolder(), temporaryFolder()];
  const log = join(bin, 'log');
  for (const name of [...needed, 'mkdir'])
    symlinkSync(
      spawnSync('sh', ['-c', `command -v ${name}`])
        .stdout.toString()
        .trim(),
      join(bin, name),
    );
  for (const [name, script] of Object.entries({ docker: engine, ...tools }))
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>"${log}"\n${script}\n`, {
      mode: 0o755,
    });
  const { status, stdout, stderr } = spawnSync('make', ['--silent', target], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: bin, TMPDIR: temporary, ...env },
  });
  assert.deepEqual(readdirSync(temporary), [], 'nothing is left behind');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  const asked = lines
    .filter((line) => !/^docker (version|--version|image|info|buildx)/.test(line))
    .map((line) => line.replaceAll(temporary, 'TMP').replaceAll(/TMP\/[^/]*\//g, 'TMP/'));
  return { code: status, stdout, stderr, asked, folder };
}

describe('make lint', () => {
  it('has hadolint read the Dockerfile, and shellcheck every script', () => {
    const { code, asked, folder, stdout } = make('lint', { hadolint: '', shellcheck: '' });
    assert.equal(code, 0);
    assert.equal(asked[0], 'hadolint Dockerfile');
    const read = asked[1]?.replace('shellcheck ', '').split(' ') ?? [];
    const scripts = ['hardening', 'hardening/checks'].flatMap((below) =>
      readdirSync(join(folder, below))
        .filter((name) => name.endsWith('.sh'))
        .map((name) => `${below}/${name}`),
    );
    assert.deepEqual(read.sort(), scripts.sort());
    assert.equal(stdout, 'hadolint: no findings.\nshellcheck: no findings.\n');
  });

  it('fails if one of them finds something, and still runs the other', () => {
    for (const tool of ['hadolint', 'shellcheck']) {
      const found = { hadolint: '', shellcheck: '', [tool]: 'echo finding; exit 1' };
      const { code, asked, stdout } = make('lint', found);
      assert.equal(code, 2, tool);
      assert.equal(asked.length, 2);
      assert.match(stdout, /^finding$/m);
      assert.doesNotMatch(stdout, new RegExp(`${tool}: no findings`));
    }
  });

  it('runs the image of a tool that is not installed', () => {
    const { code, stdout, asked, folder } = make('lint', { shellcheck: '' });
    assert.equal(code, 0);
    assert.equal(
      asked[0],
      `docker run --rm --security-opt=label=disable --volume=${folder}:${folder}:ro --workdir=${folder} --network=none --entrypoint=/bin/hadolint ${imageOf('hadolint')} Dockerfile`,
    );
    assert.match(asked[1] ?? '', /^shellcheck /);
    assert.match(stdout, /^hadolint: no findings\.$/m);
    const { asked: both } = make('lint', {});
    assert.match(both[1] ?? '', /--entrypoint=\/bin\/shellcheck \S+ .*hardening\/verify\.sh/);
  });

  it('fails as the image of a tool does', () => {
    const { code, stderr } = make('lint', { docker: engineThatRuns('exit 1') });
    assert.equal(code, 2);
    assert.doesNotMatch(stderr, /isn't installed/);
  });

  it('names a tool that can be run in neither way, where to get it, and fails', () => {
    const { code, stderr } = make('lint', { docker: engineThatRuns('exit 125') });
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^hadolint isn't installed: .*https:\/\/github\.com\/hadolint\/hadolint#/m,
    );
    assert.match(stderr, /^shellcheck isn't installed: apt-get install shellcheck, or https:/m);
  });
});

describe('make scan', () => {
  const trivy =
    'trivy image --input TMP/image.tar --scanners vuln --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1';
  const grype = 'grype docker-archive:TMP/image.tar --only-fixed --fail-on high';
  const save = 'docker save ghcr.io/acme/shop:dev';

  it('asks trivy of an archive of the image, or else grype', () => {
    assert.deepEqual(make('scan', { trivy: '', grype: '' }).asked, [save, trivy]);
    assert.deepEqual(make('scan', { grype: '' }).asked, [save, grype]);
  });

  it('hands over an archive that is there', () => {
    for (const [tool, words] of [
      ['trivy', '[ "$(cat "$3")" = archive ]'],
      ['grype', '[ "$(cat "${1#docker-archive:}")" = archive ]'],
    ] as const)
      assert.equal(make('scan', { [tool]: words }).code, 0, tool);
  });

  it('fails as the tool does', () => {
    for (const [tool, code] of [
      ['trivy', 1],
      ['grype', 2],
    ] as const) {
      const found = make('scan', { [tool]: `exit ${code}` });
      assert.equal(found.code, 2, tool);
      assert.match(found.stderr, new RegExp(`Error ${code}$`, 'm'), tool);
    }
  });

  it("runs grype's image if neither is installed, and names grype if that fails", () => {
    const { code, asked } = make('scan', {});
    assert.equal(code, 0);
    assert.match(
      asked[1] ?? '',
      /^docker run .* --volume=TMP\S*:ro --entrypoint=\/grype \S+ docker-archive:TMP\/image\.tar --only-fixed --fail-on high$/,
    );
    const failed = make('scan', { docker: engineThatRuns('exit 125') });
    assert.equal(failed.code, 2);
    assert.match(failed.stderr, /^grype isn't installed: .*https:\/\/github\.com\/anchore\//m);
  });
});

describe('make sbom', () => {
  it('has syft write the list of an archive, under the name of the image', () => {
    const { code, asked, stdout } = make('sbom', { syft: '' });
    assert.equal(code, 0);
    assert.deepEqual(asked, [
      'docker save ghcr.io/acme/shop:dev',
      'syft docker-archive:TMP/image.tar --output spdx-json --source-name ghcr.io/acme/shop --source-version dev',
    ]);
    assert.match(stdout, /^Wrote the SBOM of ghcr\.io\/acme\/shop:dev to sbom\.spdx\.json\.$/m);
    const named = make('sbom', { syft: 'echo list' }, { SBOM: 'x.json' });
    assert.equal(readFileSync(join(named.folder, 'x.json'), 'utf8'), 'list\n');
  });

  it('fails as syft does', () => {
    assert.match(make('sbom', { syft: 'exit 7' }).stderr, /Error 7$/m);
  });

  it('has buildx make it where there is no syft, and a builder that can', () => {
    for (const env of [
      { BUILDX_BUILDER: 'cluster' },
      { DRIVER_STATUS: '[[driver-type io.containerd.snapshotter.v1]]' },
    ]) {
      const { code, asked, folder, stderr } = make('sbom', {}, env);
      assert.equal(code, 0, stderr);
      assert.match(
        asked[0] ?? '',
        /^docker build .*--attest type=sbom --output type=local,dest=TMP\/image/,
      );
      assert.doesNotMatch(asked[0] ?? '', /--load/);
      assert.match(asked[0] ?? '', / --tag ghcr\.io\/acme\/shop:dev \.$/);
      assert.equal(readFileSync(join(folder, 'sbom.spdx.json'), 'utf8'), '{"spdxVersion":"x"}\n');
    }
    const env = { BUILDX_BUILDER: 'cluster', SBOM_GENERATOR: 'mirror.example/scanner:1' };
    const { asked } = make('sbom', {}, env);
    assert.match(asked[0] ?? '', /--attest type=sbom,generator=mirror\.example\/scanner:1 /);
  });

  it("runs syft's image if there is neither, and names syft if that fails", () => {
    for (const env of [
      {},
      { BUILDX_BUILDER: 'cluster', ENGINE_VERSION: 'podman version 5.6.0' },
    ] as const) {
      const { code, folder } = make('sbom', { docker: engineThatRuns('echo list') }, env);
      assert.equal(code, 0);
      assert.equal(readFileSync(join(folder, 'sbom.spdx.json'), 'utf8'), 'list\n');
      const failed = make('sbom', { docker: engineThatRuns('exit 125') }, env);
      assert.equal(failed.code, 2);
      assert.match(failed.stderr, /^syft isn't installed: .*https:\/\/github\.com\/anchore\//m);
      assert.ok(!existsSync(join(failed.folder, 'sbom.spdx.json')));
    }
  });

  it('keeps no half list where the build fails', () => {
    const failing = `${engine.replace('build*) ', 'build*) exit 3; ')}`;
    const { code, folder } = make('sbom', { docker: failing }, { BUILDX_BUILDER: 'cluster' });
    assert.equal(code, 2);
    assert.ok(!existsSync(join(folder, 'sbom.spdx.json')));
  });
});

describe('second-opinion.sh', () => {
  it('says what it can do where it is asked for nothing that it knows', () => {
    const folder = writtenProject(renderedProject({}));
    mkdirSync(join(folder, 'elsewhere'));
    const { status, stderr } = spawnSync('sh', ['../hardening/second-opinion.sh', 'all'], {
      cwd: join(folder, 'elsewhere'),
      encoding: 'utf8',
    });
    assert.equal(status, 2);
    assert.match(stderr, /second-opinion\.sh lint {4}hadolint on the Dockerfile/);
  });
});
