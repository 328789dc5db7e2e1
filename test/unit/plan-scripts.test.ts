import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { adoptedProjects, everyProject, renderedProject } from '../rendered-project.ts';
import { output, shell, temporaryFolder, writtenProject } from './written-project.ts';

/** Every script of every project once, written to one folder; their paths in it. */
function everyScript(): { readonly folder: string; readonly paths: readonly string[] } {
  const folder = temporaryFolder();
  const texts = new Map(
    [...everyProject(), ...adoptedProjects()].flatMap((project) =>
      [...project.texts]
        .filter(([path]) => path.endsWith('.sh'))
        .map(([path, text]) => [text, path]),
    ),
  );
  const paths = [...texts].map(([text, path], index) => {
    const name = `${index}-${path.replaceAll('/', '-')}`;
    writeFileSync(join(folder, name), text);
    return name;
  });
  return { folder, paths };
}

function hasShellcheck(): boolean {
  try {
    execFileSync('shellcheck', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Where a test may not be skipped: in CI, and where the machine has been set up for it. */
const mayNotSkip = Boolean(process.env.CI) || process.env.REQUIRE_ENGINE === '1';

describe('a script of a project', () => {
  it('is clean under shellcheck (skipped where there is none)', function () {
    if (!hasShellcheck()) {
      assert.ok(!mayNotSkip, 'shellcheck is missing: apt-get install shellcheck');
      this.skip();
    }
    const { folder, paths } = everyScript();
    assert.ok(paths.length > 25);
    assert.equal(output(['shellcheck', ...paths], { cwd: folder }), '');
  });

  it('is read by a POSIX shell without an error of syntax', () => {
    const { folder, paths } = everyScript();
    for (const path of paths) output(['sh', '-n', path], { cwd: folder });
  });

  it('finds the engine that answers, and says which one does not', () => {
    const folder = temporaryFolder();
    const script = join(writtenProject(renderedProject({})), 'hardening/engine.sh');
    const fake = (name: string, code: number) =>
      writeFileSync(join(folder, name), `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 });
    const found = () => {
      const { stdout, stderr } = spawnSync('/bin/sh', [script, 'find'], {
        env: { PATH: folder },
        encoding: 'utf8',
      });
      return [stdout, stderr];
    };
    fake('podman', 0);
    assert.deepEqual(found(), ['podman\n', '']);
    fake('docker', 1);
    const said = "The engine docker doesn't answer. Using podman instead.\n";
    assert.deepEqual(found(), ['podman\n', said]);
    fake('docker', 0);
    assert.deepEqual(found(), ['docker\n', '']);
  });

  it('of settings has only assignments of words in single quotes', () => {
    for (const { text, title } of everyProject())
      for (const line of text('hardening/settings.sh').split('\n'))
        assert.match(line, /^$|^#|^[A-Z_]+='[^']*'$/, title);
  });

  it('of settings holds only what another script reads', () => {
    for (const { texts, text, title } of everyProject()) {
      const scripts = [...texts].filter(
        ([path]) => /\.sh$/.test(path) && !path.endsWith('settings.sh'),
      );
      const all = scripts.map(([, script]) => script).join('\n');
      for (const [, name] of text('hardening/settings.sh').matchAll(/^(\w+)=/gm))
        assert.match(all, new RegExp(`\\$\\{?${name}\\b`), `${name} of ${title}`);
    }
  });
});

/** One project of each form that a Makefile can have. */
const makefiles: readonly RawAnswers[] = [
  { extras: 'tour', registry: 'ghcr.io/acme' },
  { kind: 'worker', extras: 'bake' },
  { kind: 'worker', base: 'alpine', preset: 'custom', hardening: '', extras: 'tour' },
  { without: 'oci-labels', base: 'debian' },
  { without: 'reproducible-build', base: 'distroless' },
];

describe('the Makefile', () => {
  for (const given of makefiles)
    it(`can be dry-run with every target, and lists each: ${JSON.stringify(given)}`, () => {
      const project = renderedProject(given);
      const cwd = writtenProject(project);
      const make = (...words: string[]) =>
        output(['make', '--warn-undefined-variables', 'ENGINE=true', ...words], { cwd });
      const targets = /^\.PHONY: (.*)$/m.exec(project.text('Makefile'))?.[1]?.split(' ') ?? [];
      assert.equal(targets.includes('tour'), given.extras === 'tour');
      for (const target of targets) assert.notEqual(make('--dry-run', target), '', target);
      const listed = make()
        .trimEnd()
        .split('\n')
        .map((line) => /^ {2}make ([a-z]+) +\S.*$/.exec(line)?.[1]);
      assert.deepEqual(listed, targets, 'make by itself is make help');
    });

  it('builds, tags and runs what its variables say', () => {
    const cwd = writtenProject(renderedProject({ registry: 'ghcr.io/acme', port: 9090 }));
    const make = (...words: string[]) =>
      output(['make', '--dry-run', 'ENGINE=docker', ...words], { cwd }).replaceAll(/\\\n\s*/g, '');
    assert.match(
      make('build'),
      /^DOCKER_BUILDKIT=1 docker build .*--tag 'ghcr\.io\/acme\/my-service:dev' \.$/m,
    );
    assert.match(
      make('build', 'TAG=1.4.0'),
      /--build-arg 'VERSION=1\.4\.0'.*--tag '\S+:1\.4\.0' \.$/m,
    );
    assert.match(make('build', 'PLATFORM=linux/arm64'), /--platform 'linux\/arm64'/);
    assert.match(make('build', 'CA=my ca.pem'), /--secret 'id=ca,src=my ca\.pem'/);
    assert.match(
      make('run', 'PORT=7000'),
      /--publish=127\.0\.0\.1:7000:9090 .* 'ghcr\.io\/acme\/my-service:dev'$/m,
    );
    assert.doesNotMatch(make('build'), /--platform|--secret|--build-arg HTTP_PROXY|--load/);
    // The image of a remote builder is loaded into the engine, but not the tests' whole toolchain.
    assert.match(make('build', 'BUILDX_BUILDER=cluster'), / --load --tag /);
    assert.doesNotMatch(make('test', 'BUILDX_BUILDER=cluster'), /--load/);
    assert.match(make('build', 'HTTPS_PROXY=http://proxy:3128'), /--build-arg HTTPS_PROXY /);
  });
});

describe('hardening/run-flags.sh', () => {
  const cwd = writtenProject(renderedProject({ port: 9090 }));
  writeFileSync(join(cwd, 'podman'), '#!/bin/sh\necho podman version 5.6.0\n', { mode: 0o755 });
  writeFileSync(join(cwd, 'docker'), '#!/bin/sh\necho Docker version 29.1.0\n', { mode: 0o755 });
  const flags = (engine: string, port: string) =>
    shell('sh hardening/run-flags.sh', { cwd, env: { ENGINE: `./${engine}`, PORT: port } });

  it('prints the flags of docker on one line, with the port filled in', () => {
    const printed = flags('docker', '7000');
    assert.match(
      printed,
      /^--publish=127\.0\.0\.1:7000:9090 --read-only --tmpfs=\S+ --cap-drop=ALL /,
    );
    assert.doesNotMatch(printed, /podman|docker:|#|\n|\$/);
  });

  it('prints the flags for podman only if podman is the engine', () => {
    assert.doesNotMatch(flags('docker', '7000'), /--read-only-tmpfs=false/);
    assert.match(flags('podman', '7000'), / --read-only-tmpfs=false --cap-drop=ALL /);
  });

  it('fills in the volume that keeps data, and leaves the engine one of its own where none is named', () => {
    const folder = writtenProject(renderedProject({ data: '/data' }));
    const printed = (volume: string) =>
      shell('sh hardening/run-flags.sh', {
        cwd: folder,
        env: { ENGINE: 'docker', DATA_VOLUME: volume },
      });
    assert.match(printed('orders-data'), / --volume=orders-data:\/data $/);
    assert.match(printed('/srv/a b'), / --volume=\/srv\/a b:\/data $/);
    assert.match(printed(''), / --volume=\/data $/);
  });

  it('leaves the choice of a free port to the engine where none is named', () => {
    assert.match(flags('docker', ''), /^--publish=127\.0\.0\.1::9090 /);
  });
});
