import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../../src/answers/target.ts';
import { imageReference } from '../../src/images/reference.ts';
import { workflowOf } from '../unit/parsed-pipelines.ts';
import { temporaryFolder } from '../unit/written-project.ts';
import { type Cluster, pushScanner, startCluster } from './cluster.ts';
import { run, tailOf } from './command.ts';
import { describeOn, images } from './engine.ts';
import { describeBy } from './judges.ts';
import { commit, makeProject, type Project, removeProject, serviceName } from './project.ts';
import { trustIn } from './registry.ts';

/** Each platform has a machine of its own there, and this is one of them. */
const ownPlatform = process.arch === 'x64' ? 'amd64' : process.arch;

/** A machine of GitHub's, as far as the steps of a job that are scripts can tell. */
interface Runner {
  readonly home: string;
  /** Where `publish` starts: only with the files of earlier jobs. */
  readonly work: string;
}

/** Makes a runner with an unencrypted local registry, and a cosign that only prints its arguments. */
function startRunner(registry: string): Runner {
  const home = temporaryFolder();
  const work = temporaryFolder();
  trustIn(home, registry);
  mkdirSync(join(home, 'bin'));
  writeFileSync(join(home, 'bin/cosign'), '#!/bin/sh\necho "cosign $*"\n', { mode: 0o755 });
  return { home, work };
}

/** Runs a step, found by its job and how its title begins; returns what it says, and what it hands to later ones. */
async function runStep(
  project: Project,
  { home }: Runner,
  job: string,
  title: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<{ readonly said: string; readonly output: string }> {
  const text = (path: string) => readFileSync(join(project.folder, path), 'utf8');
  const { steps = [] } = workflowOf({ text }).jobs[job] ?? {};
  const script = steps.find(({ name }) => name.startsWith(title))?.run ?? assert.fail(title);
  const [output, summary] = [join(home, 'output'), join(home, 'summary')];
  writeFileSync(output, '');
  const given = {
    HOME: home,
    PATH: `${home}/bin:${process.env.PATH}`,
    TAG: 'v1.2.3',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  };
  const words = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  const outcome = await run('bash', words, { ...options, env: { ...given, ...options.env } });
  assert.equal(outcome.code, 0, `${title}: ${tailOf(outcome)}`);
  return { said: outcome.stdout, output: readFileSync(output, 'utf8') };
}

function describePublishing(): void {
  let cluster: Cluster;
  let project: Project;
  let runner: Runner;
  before(async () => {
    cluster = await startCluster(serviceName('publish'));
    runner = startRunner(cluster.registry);
    const registry = `${cluster.registry}/shop`;
    project = makeProject('published', { extras: ['github'], registry });
    await commit(project);
    const { languageVersion } = project.answers;
    await cluster.push(imageReference(languageOf(project.answers).toolchain, languageVersion, ''));
  });
  after(async () => {
    await cluster.stop();
    await removeProject(project);
  });

  it('is built for each platform, with a list and a record, and loaded as it is', async () => {
    const scanner = await pushScanner(cluster);
    for (const platform of ['arm64', 'amd64']) {
      const env = {
        ...cluster.env,
        BUILDX_BUILDER: cluster.builder,
        PLATFORM: `linux/${platform}`,
        CACHE: `type=registry,ref=${cluster.registry}/cache:${platform}`,
        CACHE_FROM: '--no-cache',
        SBOM_SCANNER: scanner,
      };
      const options = { cwd: project.folder, env };
      await runStep(project, runner, 'image', 'Build the image', options);
      if (platform === ownPlatform) {
        await runStep(project, runner, 'image', 'Load it into the engine', options);
        assert.equal((await images('docker', project.image)).length, 1);
      }
      mkdirSync(join(runner.work, `image-${platform}`));
      renameSync(
        join(project.folder, 'image.tar'),
        join(runner.work, `image-${platform}/image.tar`),
      );
    }
  });

  it('is pushed by its digests, found by its tag, and signed by the digest', async () => {
    const options = { cwd: runner.work, env: cluster.env };
    const { output } = await runStep(project, runner, 'publish', 'Push each', options);
    const [, published = ''] = /^image=(\S+@sha256:[0-9a-f]{64})\n$/.exec(output) ?? [];
    assert.ok(published.startsWith(`${project.image}@sha256:`), output);
    const address = project.image.replace('/', '/v2/');
    const accept = 'application/vnd.oci.image.index.v1+json';
    const answer = await fetch(`http://${address}/manifests/v1.2.3`, { headers: { accept } });
    assert.equal(`${project.image}@${answer.headers.get('docker-content-digest')}`, published);
    const { manifests } = (await answer.json()) as {
      manifests: readonly { platform: { architecture: string } }[];
    };
    // Each has a list and a record, without a platform.
    const platforms = manifests.map(({ platform }) => platform.architecture).sort();
    assert.deepEqual(platforms, ['amd64', 'arm64', 'unknown', 'unknown']);

    const env = { ...cluster.env, IMAGE: published };
    const { said } = await runStep(project, runner, 'publish', 'Sign', { ...options, env });
    assert.equal(said, `cosign sign --yes ${published}\n`);
  });
}

describeBy('buildkitd', 'what a workflow of GitHub publishes', () =>
  describeOn('docker', 'an image', describePublishing),
);
