import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { renderedProject } from '../rendered-project.ts';
import { temporaryFolder } from '../unit/written-project.ts';
import { assertApproved, describeBy, kubeconformFlags } from './judges.ts';

const registry = 'registry.example.com/shop';
const image = `${registry}/my-service`;
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Strict projects whose manifests may differ: a base is nothing to a cluster. */
const strict = languages.flatMap(({ id: language }) =>
  Object.keys(kinds).flatMap((kind) => [
    { language, kind, registry },
    { language, kind, registry, data: '/data' },
  ]),
);

/** The folder deploy/ of a project, on disk for as long as it is looked at. */
function withDeploy<T>(given: RawAnswers, look: (folder: string) => T): T {
  const folder = temporaryFolder();
  for (const [path, text] of renderedProject({ ...given, extras: 'kubernetes' }).texts) {
    if (!path.startsWith('deploy/')) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const result = look(join(folder, 'deploy'));
  rmSync(folder, { recursive: true });
  return result;
}

const build = (folder: string) => assertApproved('kustomize', ['build', folder]);

/** The image that pods are started from, in what kustomize has built. */
function imageIn(built: string): unknown {
  const deployment = parseAllDocuments(built)
    .map((document) => document.toJS())
    .find(({ kind }) => kind === 'Deployment');
  return deployment.spec.template.spec.containers[0].image;
}

describeBy('kustomize', 'deploy/ is built', () => {
  it('with the image and the tag that make build makes', () => {
    assert.equal(
      withDeploy({ registry }, (folder) => imageIn(build(folder))),
      `${image}:dev`,
    );
    assert.equal(
      withDeploy({ name: 'true' }, (folder) => imageIn(build(folder))),
      'true:dev',
    );
  });

  it('with a digest, once one is set as the README says', () => {
    const built = withDeploy({ registry }, (folder) => {
      const args = ['edit', 'set', 'image', `${image}=${image}@${digest}`];
      assertApproved('kustomize', args, { cwd: folder });
      return imageIn(build(folder));
    });
    assert.equal(built, `${image}@${digest}`);
  });

  it('and every object has the labels by which it is found', () => {
    const built = withDeploy({ registry }, build);
    const documents = parseAllDocuments(built).map((document) => document.toJS());
    assert.equal(documents.length, 5);
    for (const { kind, metadata } of documents)
      assert.deepEqual(
        metadata.labels,
        {
          'app.kubernetes.io/name': 'my-service',
          'app.kubernetes.io/managed-by': 'kustomize',
        },
        kind,
      );
  });
});

describeBy('kubeconform', 'deploy/ is valid', () => {
  const awkward = ['true', 'null', 'on', 'e1'].map((name) => ({ name }));
  const lax = [{ preset: 'tutorial' }, { preset: 'custom', hardening: [] }];
  for (const given of [...strict, ...awkward, ...lax])
    it(JSON.stringify(given), () => {
      const input = withDeploy(given, build);
      const read = assertApproved('kubeconform', kubeconformFlags, { input });
      assert.equal(read.match(/ is valid$/gm)?.length, parseAllDocuments(input).length);
    });
});

describeBy('kube-score', 'deploy/ leaves nothing to wish for', () => {
  for (const given of strict)
    it(JSON.stringify(given), () => {
      const input = withDeploy(given, build);
      const said = assertApproved('kube-score', ['score', '--output-format', 'ci', '-'], { input });
      const findings = said.split('\n').filter((line) => !/^(\[(OK|SKIPPED)\] .*)?$/.test(line));
      assert.deepEqual(findings, []);
      assert.match(said, /^\[OK\] my-service apps\/v1\/Deployment/m);
    });

  it('and ignored findings have a reason next to them', () => {
    const given = { extras: 'kubernetes', data: '/data' };
    const text = renderedProject(given).text('deploy/deployment.yaml');
    assert.match(text, /^ +# .+\n +kube-score\/ignore: /m);
  });
});

// The rest of kube-linter's default checks; its module is not available everywhere.
// Source: github.com/stackrox/kube-linter 35de568d, internal/defaultchecks and pkg/templates
describe('deploy/ under the default checks of kube-linter', () => {
  const { text } = renderedProject({ extras: 'kubernetes', kind: 'http' });

  it('says what becomes of pods that are not ready (pdb-unhealthy-pod-eviction-policy)', () => {
    const { spec } = parse(text('deploy/poddisruptionbudget.yaml'));
    assert.equal(spec.unhealthyPodEvictionPolicy, 'AlwaysAllow');
  });

  it('keeps pods apart by machine (no-anti-affinity)', () => {
    const { template } = parse(text('deploy/deployment.yaml')).spec;
    const [{ podAffinityTerm }] =
      template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    assert.equal(podAffinityTerm.topologyKey, 'kubernetes.io/hostname');
    assert.deepEqual(podAffinityTerm.labelSelector.matchLabels, template.metadata.labels);
  });
});
