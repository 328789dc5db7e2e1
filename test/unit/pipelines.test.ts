import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { actionReference, actions } from '../../src/images/actions.ts';
import { programReference, programs } from '../../src/images/programs.ts';
import { renderedProject } from '../rendered-project.ts';
import { gitlabJobsOf, pipelineProjects, scriptsOf, workflowOf } from './parsed-pipelines.ts';

describe('the list of actions', () => {
  for (const [id, { repository, version, commit, source }] of Object.entries(actions))
    it(`has a commit, a version and where that is published: ${id}`, () => {
      assert.match(commit, /^[0-9a-f]{40}$/);
      assert.match(version, /^v\d+\.\d+\.\d+$/);
      assert.equal(source, `https://github.com/${repository}/releases/tag/${version}`);
    });
});

describe('the list of programs', () => {
  for (const [id, { repository, tag, digest, source }] of Object.entries(programs))
    it(`has a tag of a version, a digest and where that is published: ${id}`, () => {
      assert.match(repository, /^docker\.io\/[a-z-]+\/[a-z-]+$/);
      assert.match(tag, /\d+\.\d+\.\d+/);
      assert.match(digest, /^sha256:[0-9a-f]{64}$/);
      assert.match(source, /^https:\/\//);
    });
});

/** Images that a text names by tag, with what follows the tag. */
const imagesIn = (text: string) => text.match(/[a-z.]+\.[a-z]+\/[a-z/-]+:[^\s"'$]+/g) ?? [];

describe('a pipeline', () => {
  const known = Object.values(programs).flatMap((program) =>
    ['', 'mirror.example.com/hub'].map((mirror) => programReference(program, mirror)),
  );

  it('names every image by tag and digest, except the toolbox, which has a version', () => {
    for (const { text, plan, title } of pipelineProjects) {
      const toolbox = plan.files[0]?.context.toolbox;
      for (const path of ['.github/workflows/image.yaml', '.gitlab-ci.yml'])
        for (const image of imagesIn(text(path)))
          assert.ok([...known, toolbox].includes(image), `${title}: ${image}`);
    }
  });

  it('gives to a shell what a shell understands, and shellcheck finds nothing in it', function () {
    if (spawnSync('shellcheck', ['--version']).status !== 0) this.skip();
    const scripts = new Set(
      pipelineProjects.flatMap((project) => [...scriptsOf(project).values()]),
    );
    assert.ok(scripts.size > 15);
    for (const script of scripts) {
      const { stdout, status } = spawnSync('shellcheck', ['--shell=bash', '-'], { input: script });
      assert.equal(status, 0, `${script}\n${stdout}`);
    }
  });

  it('makes what the Makefile makes', () => {
    for (const project of pipelineProjects) {
      const targets = new Set(
        [...scriptsOf(project).values()].flatMap((script) =>
          [...script.matchAll(/^make (\w+)/gm)].map(([, target]) => target),
        ),
      );
      assert.deepEqual([...targets].sort(), ['build', 'size', 'test', 'verify']);
      for (const target of targets)
        assert.match(project.text('Makefile'), new RegExp(`^${target}: `, 'm'));
    }
  });
});

describe('the workflow of GitHub', () => {
  it('uses actions by the commits of the list, each of which it needs', () => {
    const references = Object.values(actions).map(actionReference);
    for (const { text, title } of pipelineProjects) {
      const used = [...text('.github/workflows/image.yaml').matchAll(/uses: (.*)/g)];
      const names = new Set(used.map(([, reference]) => reference ?? ''));
      assert.deepEqual([...names].sort(), [...references].sort(), title);
    }
  });

  it('lets no expression into a script', () => {
    for (const project of pipelineProjects)
      for (const [where, script] of scriptsOf(project))
        assert.doesNotMatch(script, /\$\{\{/, `${project.title}: ${where}`);
  });

  it('may only read the source, except the job that publishes', () => {
    for (const project of pipelineProjects) {
      const { permissions, jobs } = workflowOf(project);
      assert.deepEqual(permissions, {});
      for (const [name, job] of Object.entries(jobs))
        if (name !== 'publish') assert.deepEqual(job.permissions, { contents: 'read' }, name);
    }
  });

  it('keeps no credentials in the source that it takes, and ends in time', () => {
    for (const project of pipelineProjects)
      for (const job of Object.values(workflowOf(project).jobs)) {
        assert.ok(job['timeout-minutes'] <= 60);
        for (const step of job.steps)
          if (step.uses?.startsWith('actions/checkout@'))
            assert.equal(step.with?.['persist-credentials'], false);
      }
  });

  it('publishes only after all other jobs, never a pull request, and runs none of the source', () => {
    for (const project of pipelineProjects) {
      const { publish, ...others } = workflowOf(project).jobs;
      assert.equal(publish?.if, "github.event_name != 'pull_request'");
      assert.deepEqual(publish?.needs, Object.keys(others));
      assert.ok(
        !publish?.steps.some(
          ({ uses, run }) => /checkout@/.test(uses ?? '') || /make /.test(run ?? ''),
        ),
      );
      for (const { steps } of Object.values(others))
        for (const { run } of steps) assert.doesNotMatch(run ?? '', /--push|docker:\/\/|cosign/);
    }
  });

  it('verifies and scans the image before it is handed over', () => {
    const steps = workflowOf(renderedProject({ extras: 'github' })).jobs.image?.steps ?? [];
    const place = (word: RegExp) =>
      steps.findIndex(({ run, uses }) => word.test(run ?? uses ?? ''));
    const order = [
      /make build/,
      /docker load/,
      /make verify/,
      /--fail-on high/,
      /upload-artifact/,
    ].map(place);
    assert.ok(!order.includes(-1), String(order));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });

  it('cancels what a pull request has overtaken, and nothing else', () => {
    const { concurrency } = workflowOf(renderedProject({ extras: 'github' }));
    assert.equal(concurrency['cancel-in-progress'], "${{ github.event_name == 'pull_request' }}");
  });

  const publishOf = (registry: string) =>
    workflowOf(renderedProject({ extras: 'github', name: 'orders', registry })).jobs.publish;

  it("publishes to GitHub's registry with its own token, and to any other with secrets of an environment", () => {
    for (const registry of ['', 'ghcr.io/acme']) {
      const publish = publishOf(registry);
      assert.deepEqual(publish?.permissions, { packages: 'write', 'id-token': 'write' });
      assert.equal(publish?.environment, undefined);
    }
    const publish = publishOf('registry.example.com:5000/shop');
    assert.deepEqual(publish?.permissions, { 'id-token': 'write' });
    assert.equal(publish?.environment, 'registry');
    const login = publish?.steps.find(({ uses }) => uses?.startsWith('docker/login-action@'));
    assert.equal(login?.with?.registry, 'registry.example.com:5000');
  });

  it('gives the image the name that the Makefile gives it, below the owner where no registry is named', () => {
    const nameOf = (registry: string) =>
      /^image=(.*)$/m.exec(publishOf(registry)?.steps.find(({ run }) => run)?.run ?? '')?.[1];
    assert.equal(nameOf('ghcr.io/acme'), 'ghcr.io/acme/orders');
    assert.equal(nameOf(''), 'ghcr.io/${GITHUB_REPOSITORY_OWNER,,}/orders');
  });
});

describe('the pipeline of GitLab', () => {
  it('publishes and signs nothing of a merge request, and one at a time', () => {
    for (const project of pipelineProjects)
      for (const [name, job] of Object.entries(gitlabJobsOf(project))) {
        const publishes = /docker:\/\/|cosign sign|docker login/.test(
          scriptsOf(project).get(`GitLab, ${name}`) ?? '',
        );
        assert.equal(publishes, ['publish', 'sign'].includes(name), name);
        if (!publishes) continue;
        assert.deepEqual(job.rules, [{ if: '$CI_PIPELINE_SOURCE != "merge_request_event"' }]);
        assert.equal(job.interruptible, false);
        assert.equal(job.resource_group, 'publish');
      }
  });

  it('has a token to sign with in the job that signs, and in no other', () => {
    for (const project of pipelineProjects)
      for (const [name, { id_tokens }] of Object.entries(gitlabJobsOf(project)))
        assert.equal(id_tokens !== undefined, name === 'sign');
  });

  it('emulates a platform where the compiler needs that, and nowhere else', () => {
    for (const project of pipelineProjects) {
      const { crossCompiles = false } = project.plan.files[0]?.context ?? {};
      assert.equal(/--privileged/.test(project.text('.gitlab-ci.yml')), !crossCompiles);
    }
  });
});
