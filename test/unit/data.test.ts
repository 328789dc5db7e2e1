import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { questions } from '../../src/answers/prompts.ts';
import { languages } from '../../src/languages/languages.ts';
import { differingFiles, renderedProject, surroundings } from '../rendered-project.ts';

const extras = 'compose,kubernetes';

function manifest(given: RawAnswers, path: string) {
  return parse(renderedProject({ extras, ...given }).text(path));
}

const deployment = (given: RawAnswers) => manifest(given, 'deploy/deployment.yaml').spec;

describe('a service that keeps data', () => {
  it('has a volume there, wherever it runs, and an empty folder in the image', () => {
    for (const { id: language, bases } of languages)
      for (const base of bases)
        for (const kind of ['http', 'worker'])
          for (const data of ['/data', '/var/lib/orders']) {
            const given = { language, base, kind, data, extras };
            const { text } = renderedProject(given);
            const flags = text('hardening/run.flags').split('\n');
            assert.equal(
              flags.filter((line) => line === `--volume=\${DATA_VOLUME}:${data}`).length,
              1,
            );
            assert.match(text('Makefile'), /^DATA_VOLUME \?= my-service-data$/m);
            assert.match(text('hardening/settings.sh'), new RegExp(`^DATA_FOLDER='${data}'$`, 'm'));
            const step = `RUN install -d -o 10001 -g 10001 -m 700 /rootfs${data}`;
            assert.equal(
              text('Dockerfile').split(new RegExp(`^${step}(?: \\\\)?$`, 'm')).length,
              2,
            );
            const compose = manifest(given, 'compose.yaml');
            assert.deepEqual(compose.services['my-service'].volumes, [`data:${data}`]);
            assert.deepEqual(compose.volumes, { data: null });
            const pod = deployment(given).template.spec;
            const [container] = pod.containers;
            assert.deepEqual(container.volumeMounts.at(-1), { name: 'data', mountPath: data });
          }
  });

  it('claims its volume of a cluster by the name that the claim has, whatever that is', () => {
    for (const name of ['my-service', 'true', 'e1']) {
      const given = { name, data: '/data' };
      const claim = manifest(given, 'deploy/persistentvolumeclaim.yaml');
      assert.equal(claim.metadata.name, name);
      assert.deepEqual(claim.spec.accessModes, ['ReadWriteOnce']);
      assert.match(claim.spec.resources.requests.storage, /^[1-9]\d*Gi$/);
      const { volumes } = deployment(given).template.spec;
      assert.deepEqual(volumes.at(-1), {
        name: 'data',
        persistentVolumeClaim: { claimName: name },
      });
      const { resources } = manifest(given, 'deploy/kustomization.yaml');
      assert.ok(resources.includes('persistentvolumeclaim.yaml'));
    }
  });

  it('runs once at a time, and the old one is gone before the new one starts', () => {
    for (const kind of ['http', 'worker']) {
      const { replicas, strategy, template } = deployment({ kind, data: '/data' });
      assert.deepEqual([replicas, strategy], [1, { type: 'Recreate' }]);
      assert.equal(template.spec.affinity, undefined);
    }
    assert.equal(deployment({}).replicas, 2);
  });

  const owners: readonly [RawAnswers, number][] = [
    [{}, 10001],
    [{ without: 'non-root-user' }, 0],
    [{ without: 'non-root-user', base: 'distroless' }, 65532],
  ];
  for (const [given, id] of owners)
    it(`keeps it for ${id} with ${JSON.stringify(given)}`, () => {
      const answers = { ...given, data: '/data', extras };
      const { text } = renderedProject(answers);
      assert.ok(
        text('Dockerfile').includes(`install -d -o ${id} -g ${id} -m 700 /rootfs/data \\\n`),
      );
      const { fsGroup, fsGroupChangePolicy } = deployment(answers).template.spec.securityContext;
      const wanted = id === 0 ? [undefined, undefined] : [id, 'OnRootMismatch'];
      assert.deepEqual([fsGroup, fsGroupChangePolicy], wanted);
    });

  it('differs from one that keeps none in no other file', () => {
    const files = differingFiles({ extras, data: '/data' }, { extras });
    assert.deepEqual([...files].sort(), [
      '.yo-rc.json',
      'Dockerfile',
      'Makefile',
      'README.md',
      'compose.yaml',
      'deploy/deployment.yaml',
      'deploy/kustomization.yaml',
      'deploy/persistentvolumeclaim.yaml',
      'hardening/docs/building.md',
      'hardening/run.flags',
      'hardening/settings.sh',
    ]);
  });
});

describe('the question for the folder that outlives the container', () => {
  const asks = (chosen: readonly string[]) =>
    questions({ given: {}, stored: {}, surroundings })
      .find(({ name }) => name === 'data')
      ?.when({ extras: chosen });

  it('is asked where something is chosen that runs the image, and only there', () => {
    assert.equal(asks([]), false);
    assert.equal(asks(['tour', 'github', 'bake']), false);
    assert.equal(asks(['compose']), true);
    assert.equal(asks(['tour', 'kubernetes']), true);
  });

  it('says of a path that cannot be taken why', () => {
    const question = questions({ given: {}, stored: {}, surroundings }).find(
      ({ name }) => name === 'data',
    );
    assert.equal(question?.name, 'data');
    assert.equal(question?.validate?.('', {}), true);
    assert.equal(question?.validate?.('/data', {}), true);
    assert.match(String(question?.validate?.('/etc', {})), /^--data "\/etc" isn't valid\. Use an/);
  });
});
