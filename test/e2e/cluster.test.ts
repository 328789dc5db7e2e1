import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageReference } from '../../src/images/reference.ts';
import { languages } from '../../src/languages/languages.ts';
import { type Cluster, pushScanner, startCluster } from './cluster.ts';
import { outputOf, run, tailOf } from './command.ts';
import { describeOn } from './engine.ts';
import { describeBy } from './judges.ts';
import {
  failuresOf,
  make,
  makeProject,
  type Project,
  removeProject,
  serviceName,
  verify,
} from './project.ts';

/** One language is enough for every day; `CLUSTER_LANGUAGES=go,rust …` runs others. */
const wanted = (process.env.CLUSTER_LANGUAGES ?? 'go').split(',');

/** What must not depend on who has built an image: its layers, its configuration, its time. */
interface Fingerprint {
  readonly layers: readonly string[];
  readonly config: unknown;
  readonly created: string;
}

async function ofEngine(image: string): Promise<Fingerprint> {
  const [found] = JSON.parse(await outputOf('docker', ['image', 'inspect', image]));
  return { layers: found.RootFS.Layers, config: bare(found.Config), created: found.Created };
}

/** What an engine adds to a configuration where it has nothing to say. */
function bare(config: Record<string, unknown>): unknown {
  const isEmpty = (value: unknown) =>
    value === null ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(config).filter(([, value]) => !isEmpty(value)));
}

function describeCluster(): void {
  let cluster: Cluster;
  before(async () => {
    cluster = await startCluster(serviceName('cluster'));
  });
  after(() => cluster.stop());

  for (const language of languages.filter(({ id }) => wanted.includes(id)))
    describe(language.title, () => {
      let project: Project;
      before(async () => {
        project = makeProject(`cluster-${language.id}`, { language: language.id, extras: 'bake' });
        const { languageVersion } = project.answers;
        await cluster.push(imageReference(language.toolchain, languageVersion, ''));
      });
      after(() => removeProject(project));

      const here = (...words: string[]) => surely(project, words, {});
      const there = (...words: string[]) =>
        surely(project, words, { ...cluster.env, BUILDX_BUILDER: cluster.builder });
      const image = (tag: string) => ofEngine(`${project.image}:${tag}`);

      it('make build and make bake bring the same image, by the engine and by the cluster', async () => {
        await here('build');
        const expected = await image('dev');
        await there('build', 'VERSION=dev', 'TAG=cluster');
        assert.deepEqual(await image('cluster'), expected);
        await here('bake', 'VERSION=dev', 'TAG=baked');
        assert.deepEqual(await image('baked'), expected);
        await there('bake', 'VERSION=dev', 'TAG=cluster-baked');
        assert.deepEqual(await image('cluster-baked'), expected);
      });

      if (language.crossCompiles)
        it('each node builds for its platform, and the registry gets one image of both', async () => {
          await here('build', 'PLATFORM=linux/arm64', 'TAG=arm64', 'VERSION=dev');
          const name = `${cluster.registry}/${project.answers.name}`;
          const words = ['BAKE=platforms', 'BAKE_FLAGS=--push', `IMAGE=${name}`];
          await there('bake', ...words);
          const pushed = await ofRegistry(name, 'dev');
          assert.deepEqual(pushed, {
            amd64: await image('dev'),
            arm64: await image('arm64'),
          });
          assert.notDeepEqual(pushed.amd64?.layers, pushed.arm64?.layers);
        });

      it('what one node has built the other reads from the cache in the registry', async () => {
        const cache = `${cluster.registry}/cache`;
        const { env, builder } = cluster;
        await there('bake', 'PLATFORM=linux/amd64', 'BAKE_FLAGS=', `CACHE_TO=${cache}`);
        await outputOf('docker', ['buildx', 'prune', '--builder', builder, '--all', '--force'], {
          env,
        });
        const words = [
          'PLATFORM=linux/amd64',
          'BAKE_FLAGS=--progress=plain',
          `CACHE_FROM=${cache}`,
        ];
        const said = await there('bake', ...words);
        assert.match(said, /importing cache manifest from \S+\/cache:\S+-linux-amd64/);
        // All of it, up to the layer of the image.
        assert.match(said, /COPY --from=build \/service\/ \/\n#\d+ CACHED/);
      });

      it('make sbom has the builder list what is in the image, where there is no syft', async () => {
        await here('build');
        const scanner = await pushScanner(cluster);
        const folders = (process.env.PATH ?? '').split(':');
        const PATH = folders.filter((folder) => !existsSync(join(folder, 'syft'))).join(':');
        const builder = { BUILDX_BUILDER: cluster.builder, SBOM_GENERATOR: scanner };
        await surely(project, ['sbom'], { ...cluster.env, ...builder, PATH });
        const listed = JSON.parse(readFileSync(join(project.folder, 'sbom.spdx.json'), 'utf8'));
        assert.equal(listed.predicate.spdxVersion, 'SPDX-2.3');
        assert.match(listed.predicate.name, /^app /, 'it has seen the files of the image');
      });

      it('the tests run there, and nothing of them is loaded', async () => {
        await there('bake', 'BAKE=test');
        await there('test');
        const test = await run('docker', ['image', 'inspect', `${project.image}:test`]);
        assert.notEqual(test.code, 0);
      });

      it('make verify proves an image of the cluster, and rebuilds it there', async () => {
        const env = { ...cluster.env, BUILDX_BUILDER: cluster.builder };
        const only = ['clean-context', 'reproducible-build'];
        await here('build');
        const results = await verify(project, only, env);
        assert.deepEqual(failuresOf(results), {});
        for (const id of only) assert.equal(results.get(id)?.verdict, 'ok', id);
      });
    });
}

async function surely(
  project: Project,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const outcome = await make(project, words, { env });
  assert.equal(outcome.code, 0, `make ${words.join(' ')}: ${tailOf(outcome)}`);
  return outcome.stdout + outcome.stderr;
}

/** The images of an index by their architecture, as the registry has them; attestations are of none. */
async function ofRegistry(name: string, tag: string): Promise<Record<string, Fingerprint>> {
  const [host, ...path] = name.split('/');
  const ask = async (what: string) => {
    const accept =
      'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';
    const answer = await fetch(`http://${host}/v2/${path.join('/')}/${what}`, {
      headers: { accept },
    });
    assert.ok(answer.ok, `${what}: ${answer.status}`);
    return JSON.parse(await answer.text());
  };
  const found: Record<string, Fingerprint> = {};
  for (const { digest, platform } of (await ask(`manifests/${tag}`)).manifests) {
    if (platform.architecture === 'unknown') continue;
    const { config } = await ask(`manifests/${digest}`);
    const { rootfs, config: settings, created } = await ask(`blobs/${config.digest}`);
    found[platform.architecture] = { layers: rootfs.diff_ids, config: bare(settings), created };
  }
  return found;
}

describeBy('buildkitd', 'many machines', () =>
  describeOn('docker', 'a cluster of two BuildKits', describeCluster),
);
