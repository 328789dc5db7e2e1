import assert from 'node:assert/strict';
import { renderedProject } from '../rendered-project.ts';
import { gitlabJobsOf, type Workflow, workflowOf } from '../unit/parsed-pipelines.ts';
import { run, tailOf } from './command.ts';
import { describeOn } from './engine.ts';
import { commit, makeProject, makeSurely, type Project, removeProject } from './project.ts';

const given = { extras: ['github', 'gitlab'] };

/** Scripts of GitHub's jobs that only run make, by the titles of their steps. */
function makingSteps({ jobs }: Workflow): readonly (readonly [string, string])[] {
  return Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap(({ name, run: script = '' }) =>
      /^make \w+$/.test(script) ? [[name, script] as const] : [],
    ),
  );
}

describeOn('docker', 'what a pipeline runs', () => {
  const workflow = workflowOf(renderedProject(given));
  let project: Project;

  before(async () => {
    project = makeProject('pipelines', given);
    await commit(project);
    // The tag that a pull request's image has.
    await makeSurely(project, 'build', 'TAG=dev');
  });
  after(() => removeProject(project));

  it('is in both pipelines the same', () => {
    const github = makingSteps(workflow).map(([, script]) => script);
    const gitlab = Object.values(gitlabJobsOf(renderedProject(given)))
      .flatMap(({ script = [] }) => script)
      .filter((line) => typeof line === 'string' && /^make \w+$/.test(line));
    assert.deepEqual([...github].sort(), [...gitlab].sort());
    assert.equal(github.length, 3);
  });

  for (const [name, script] of makingSteps(workflow))
    it(`does its work here too: ${name} (${script})`, async () => {
      const env = { TAG: 'dev', ENGINE: 'docker' };
      const outcome = await run(
        'bash',
        ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
        {
          cwd: project.folder,
          env,
        },
      );
      assert.equal(outcome.code, 0, tailOf(outcome));
    });
});
