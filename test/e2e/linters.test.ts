import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { presets } from '../../src/hardening/presets.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { adoptedProjects, renderedProject } from '../rendered-project.ts';
import { temporaryFolder, writtenProject } from '../unit/written-project.ts';
import { assertApproved, describeBy } from './judges.ts';

/** All languages, kinds, bases and presets with each other; `custom` with as little as there can be. */
function everyCombination(): RawAnswers[] {
  return languages.flatMap(({ id: language, bases }) =>
    Object.keys(kinds).flatMap((kind) =>
      bases.flatMap((base) =>
        Object.keys(presets).map((preset) => ({
          language,
          kind,
          base,
          preset,
          ...(preset === 'custom' && { hardening: [] }),
        })),
      ),
    ),
  );
}

/** A folder with the Dockerfile of each, and where these are. The tour's are naive on purpose, and no part of it. */
function everyDockerfile(): { readonly folder: string; readonly paths: readonly string[] } {
  const folder = temporaryFolder();
  const paths = everyCombination().map((answers) => {
    const { language, kind, base, preset } = answers;
    const path = join(`${language}-${kind}-${base}-${preset}`, 'Dockerfile');
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), renderedProject(answers).text('Dockerfile'));
    return path;
  });
  for (const [index, project] of adoptedProjects().entries()) {
    const path = join(`adopted-${index}`, 'Dockerfile');
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), project.text('hardening/Dockerfile'));
    paths.push(path);
  }
  assert.ok(paths.length >= 143);
  return { folder, paths };
}

describeBy('hadolint', 'every Dockerfile', () => {
  it('has nothing that is not passed over in the file itself', () => {
    const { folder, paths } = everyDockerfile();
    assert.equal(assertApproved('hadolint', [...paths], { cwd: folder }), '');
  });

  it('is judged at all: without its comments there is something to say', () => {
    const { text } = renderedProject({ waiver: ['non-root-user=it has to'] });
    const input = text('Dockerfile').replaceAll(/^# hadolint .*\n/gm, '');
    assert.throws(() => assertApproved('hadolint', ['-'], { input }), /DL3002/);
  });
});

const quietly = ['--compact', '--quiet', '--skip-download'];

describeBy(
  'trivy',
  'every Dockerfile',
  () => {
    const judge = (folder: string) =>
      assertApproved('trivy', ['config', '--skip-check-update', '--exit-code=1', folder]);

    it('has nothing that is not passed over in the file itself', () => {
      const { folder } = everyDockerfile();
      judge(folder);
    });

    it('is judged at all: without its word on what is missing there is something to say', () => {
      const folder = temporaryFolder();
      const text = renderedProject({ kind: 'worker' }).text('Dockerfile');
      writeFileSync(join(folder, 'Dockerfile'), text.replace('HEALTHCHECK NONE', ''));
      assert.throws(() => judge(folder), /DS-0026/);
    });
  },
  { isHeavy: true },
);

describeBy(
  'golangci-lint',
  'a project in Go',
  () => {
    // The Go that go.mod names may have to be fetched first.
    const env = { ...process.env, GOTOOLCHAIN: 'auto' };
    const lint = (cwd: string) => assertApproved('golangci-lint', ['run'], { cwd, env });

    for (const { id: kind } of Object.values(kinds))
      it(`has no finding of the default linters: ${kind}`, () => {
        lint(writtenProject(renderedProject({ language: 'go', kind })));
      });

    it('is linted: an unchecked error is found', () => {
      const cwd = writtenProject(renderedProject({ language: 'go' }));
      const text = 'package main\n\nimport "os"\n\nfunc init() { os.Chdir("/") }\n';
      writeFileSync(join(cwd, 'unchecked.go'), text);
      assert.throws(() => lint(cwd), /errcheck/);
    });
  },
  { isHeavy: true },
);

describeBy('checkov', 'a whole project', () => {
  it('has nothing of any kind, and no script that is taken for something else', () => {
    for (const { id: language } of languages) {
      const folder = writtenProject(renderedProject({ language, extras: 'compose' }));
      const report = assertApproved('checkov', [...quietly, '-o', 'json', '-d', folder]);
      for (const { summary } of [JSON.parse(report)].flat()) assert.equal(summary.failed, 0);
      assert.doesNotMatch(report, /\.sh"/);
    }
  });
});

describeBy('checkov', 'every Dockerfile', () => {
  const flags = ['--framework', 'dockerfile', ...quietly];

  it('has nothing that is not passed over in the file itself', () => {
    const { folder, paths } = everyDockerfile();
    const report = assertApproved('checkov', [...flags, '-o', 'json', '-d', folder]);
    const { summary } = JSON.parse(report);
    assert.equal(summary.failed, 0);
    assert.equal(summary.resource_count, paths.length);
  });

  it('is judged at all: without its word on what is missing there is something to say', () => {
    const folder = temporaryFolder();
    const text = renderedProject({ kind: 'worker' }).text('Dockerfile');
    writeFileSync(join(folder, 'Dockerfile'), text.replace('HEALTHCHECK NONE', ''));
    assert.throws(() => assertApproved('checkov', [...flags, '-d', folder]), /CKV_DOCKER_2/);
  });
});
