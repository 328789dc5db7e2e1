import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planBakeList } from '../../src/plan/bake-list.ts';
import { renderFile } from '../../src/plan/render.ts';
import { renderedProject } from '../rendered-project.ts';
import { outputOf } from './command.ts';
import { describeOn } from './engine.ts';
import { makeProject, removeProject } from './project.ts';

/** What buildx makes of a bake file. */
interface Printed {
  readonly group: Record<string, { readonly targets: readonly string[] }>;
  readonly target: Record<string, Record<string, unknown>>;
}

async function printed(
  cwd: string,
  targets: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Printed> {
  const words = ['buildx', 'bake', '--print', ...targets];
  return JSON.parse(await outputOf('docker', words, { cwd, env }));
}

describeOn('docker', 'a bake file, as buildx reads it', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bake-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const project = (given: object) =>
    writeFileSync(
      join(folder, 'docker-bake.hcl'),
      renderedProject({ ...given, extras: 'bake' }).text('docker-bake.hcl'),
    );

  it('builds by default what make does', async () => {
    project({ name: 'shop', registry: 'ghcr.io/acme' });
    const { group, target } = await printed(folder);
    assert.deepEqual(group.default?.targets, ['image']);
    const { args, ...image } = target.image ?? {};
    const tags = ['ghcr.io/acme/shop:dev'];
    assert.deepEqual(image, { context: '.', dockerfile: 'Dockerfile', tags });
    assert.deepEqual(args, {
      VERSION: 'dev',
      SOURCE_DATE_EPOCH: '0',
      REVISION: 'unknown',
      CREATED: '1970-01-01T00:00:00Z',
      SOURCE: 'https://example.com/shop',
    });
  });

  it('takes what the environment says', async () => {
    project({ name: 'shop' });
    writeFileSync(join(folder, 'my ca.pem'), '');
    const { target } = await printed(folder, ['image', 'platforms', 'test'], {
      IMAGE: 'a/b',
      TAG: '1.4.0',
      HTTPS_PROXY: 'http://proxy:3128',
      PLATFORM: 'linux/arm64',
      CA: 'my ca.pem',
      CACHE_FROM: 'r.example/cache',
      CACHE_TO: 'w.example/cache',
    });
    const { args, ...image } = target.image ?? {};
    assert.equal((args as Record<string, string>).VERSION, '1.4.0');
    assert.equal((args as Record<string, string>).HTTPS_PROXY, 'http://proxy:3128');
    assert.deepEqual(image, {
      context: '.',
      dockerfile: 'Dockerfile',
      tags: ['a/b:1.4.0'],
      platforms: ['linux/arm64'],
      secret: ['id=ca,src=my ca.pem'],
      'cache-from': ['type=registry,ref=r.example/cache:shop-linux-arm64'],
      'cache-to': ['type=registry,ref=w.example/cache:shop-linux-arm64,mode=max'],
    });
    assert.deepEqual(target.platforms?.platforms, ['linux/amd64', 'linux/arm64']);
    assert.equal(target.platforms?.['cache-to'], undefined, 'nodes would overwrite each other');
    assert.deepEqual(
      new Set(target.platforms?.['cache-from'] as string[]),
      new Set([
        'type=registry,ref=r.example/cache:shop-linux-amd64',
        'type=registry,ref=r.example/cache:shop-linux-arm64',
      ]),
    );
    assert.deepEqual(target.test?.output, ['type=cacheonly']);
    assert.equal(target.test?.tags, undefined);
  });

  it('of a list builds each service as its own does, whatever they are called', async () => {
    const names = ['default', 'test', 'platforms', 'a-b', 'all-test', 'image'];
    const answers = names.map((name) => renderedProject({ name, extras: 'bake' }).answers);
    const list = planBakeList(answers);
    assert.ok(list);
    writeFileSync(join(folder, 'docker-bake.hcl'), renderFile(list));
    const { target, group } = await printed(folder);
    assert.deepEqual(group.default?.targets, names);
    for (const name of names) {
      const own = join(folder, name);
      mkdirSync(own);
      writeFileSync(
        join(own, 'docker-bake.hcl'),
        renderedProject({ name, extras: 'bake' }).text('docker-bake.hcl'),
      );
      const { image } = (await printed(own)).target;
      assert.deepEqual(target[name], { ...image, context: name });
    }
    for (const kind of ['platforms', 'test']) {
      const all = await printed(folder, [`all_${kind}`]);
      assert.deepEqual(
        Object.keys(all.target).sort(),
        names.map((name) => `${name}_${kind}`).sort(),
      );
    }
  });
});

describeOn('docker', 'the builders that a README creates', () => {
  it('are of two nodes, one for each platform, by either driver', async () => {
    const project = makeProject('builders', { extras: 'bake' });
    const { folder } = project;
    const env = { BUILDX_CONFIG: join(folder, 'buildx'), KUBECONFIG: join(folder, 'kubeconfig') };
    writeFileSync(env.KUBECONFIG, kubeconfig);
    for (const name of ['ca', 'cert', 'key']) writeFileSync(join(folder, `${name}.pem`), '');
    const chapter = renderedProject({ extras: 'bake' })
      .text('hardening/docs/bake.md')
      .split('## A cluster')[1];
    const blocks = [...(chapter ?? '').matchAll(/^```sh\n(docker buildx create .*?)^```$/gms)];
    assert.equal(blocks.length, 2);
    try {
      for (const [, commands = ''] of blocks) {
        await outputOf('bash', ['-ec', commands], { cwd: folder, env });
        const listed = await outputOf('docker', ['buildx', 'ls'], { env });
        const nodes = [...listed.matchAll(/^ \\_ cluster\d .*(linux\/\w+)\*/gm)];
        assert.deepEqual(
          nodes.map(([, platform]) => platform),
          ['linux/amd64', 'linux/arm64'],
          listed,
        );
        rmSync(env.BUILDX_CONFIG, { recursive: true });
      }
    } finally {
      await removeProject(project);
    }
  });
});

/** Of a cluster that is not there: a builder is created before anything is started on it. */
const kubeconfig = `apiVersion: v1
kind: Config
clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
contexts: [{name: none, context: {cluster: none, user: nobody}}]
users: [{name: nobody, user: {}}]
current-context: none
`;
