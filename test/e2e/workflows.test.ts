import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageUrl } from '../../src/package.ts';
import { renderFile } from '../../src/plan/render.ts';
import { planWorkspace } from '../../src/plan/workspace.ts';
import type { RenderedProject } from '../rendered-project.ts';
import { renderedProject, today } from '../rendered-project.ts';
import { pipelineExtras, pipelineProjects } from '../unit/parsed-pipelines.ts';
import { temporaryFolder } from '../unit/written-project.ts';
import { assertApproved, describeBy } from './judges.ts';

/** Puts the files of that name of all projects, each in a folder of its own, before a judge. */
function judgeAll(path: string, judge: (paths: readonly string[]) => void): void {
  const folder = temporaryFolder();
  const paths = pipelineProjects.map((project, index) => {
    const file = join(folder, String(index), path);
    write(file, project);
    return file;
  });
  assert.ok(paths.length >= 36);
  judge(paths);
  rmSync(folder, { recursive: true });

  function write(file: string, { text }: RenderedProject): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text(path));
  }
}

const workflow = '.github/workflows/image.yaml';

describeBy('actionlint', 'every workflow of GitHub', () => {
  it('is one, and its scripts are clean under shellcheck', () =>
    judgeAll(workflow, (paths) => assert.equal(assertApproved('actionlint', paths), '')));
});

describeBy('zizmor', 'the rights of every workflow of GitHub', () => {
  const flags = ['--offline', '--no-config', '--no-progress'];

  it('are no more than it needs, by the strictest that there is', () =>
    judgeAll(workflow, (paths) => {
      const said = assertApproved('zizmor', [...flags, '--persona', 'auditor', ...paths]);
      assert.match(said, /No findings to report/);
    }));

  it('are judged at all: with an action by its tag there is something to say', () => {
    const input = renderedProject({ extras: pipelineExtras })
      .text(workflow)
      .replace(/(actions\/checkout@)[0-9a-f]{40}/, '$1v7');
    assert.throws(() => assertApproved('zizmor', [...flags, '-'], { input }), /unpinned-uses/);
  });

  it('are no more than they need in dependabot.yml, either', () =>
    judgeAll('.github/dependabot.yml', (paths) => {
      assertApproved('zizmor', [...flags, '--persona', 'auditor', ...paths]);
    }));
});

/** The files at the root of a repository with several services. */
const ofList = planWorkspace(
  pipelineProjects
    .slice(0, 8)
    .map(({ answers }, index) => ({ answers, folder: `services/s${index}`, today })),
);

describeBy('actionlint', 'every workflow of a list of services', () => {
  it('is one', () => {
    const folder = temporaryFolder();
    const paths = ofList
      .filter(({ path }) => path.startsWith('.github/workflows/'))
      .map((file) => {
        const path = join(folder, file.path);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, renderFile(file));
        return path;
      });
    assert.equal(paths.length, 8);
    assert.equal(assertApproved('actionlint', paths), '');
    rmSync(folder, { recursive: true });
  });
});

/** The workflows of this repository, and what keeps their actions up to date. */
const own = fileURLToPath(packageUrl('.github'));

describeBy('actionlint', "this repository's own workflows", () => {
  it('are sound, and their scripts are clean under shellcheck', () => {
    const folder = join(own, 'workflows');
    const paths = readdirSync(folder).map((name) => join(folder, name));
    assert.equal(assertApproved('actionlint', paths), '');
  });
});

describeBy('zizmor', "this repository's own workflows", () => {
  it('have no more rights than they need, by the strictest persona', () => {
    const flags = ['--offline', '--no-config', '--no-progress', '--persona', 'auditor'];
    assert.match(assertApproved('zizmor', [...flags, own]), /No findings to report/);
  });
});

describeBy('check-jsonschema', 'every file of a pipeline', () => {
  for (const [path, ...schema] of [
    [workflow, 'vendor.github-workflows'],
    ['.gitlab-ci.yml', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci'],
    ['renovate.json', 'vendor.renovate'],
    ['.github/dependabot.yml', 'vendor.dependabot'],
  ] as const)
    it(`keeps to the schema that is published for it: ${path}`, () =>
      judgeAll(path, (paths) => {
        assertApproved('check-jsonschema', ['--builtin-schema', ...schema, ...paths]);
      })).timeout(120_000);
});
