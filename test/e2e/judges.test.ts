import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderedProject } from '../rendered-project.ts';
import { temporaryFolder } from '../unit/written-project.ts';
import { assertApproved, describeBy, kubeconformFlags } from './judges.ts';

/** Everything in deploy/ that is a resource of Kubernetes, as one stream. */
function manifests(): string {
  const { texts } = renderedProject({ extras: 'kubernetes' });
  const paths = [...texts.keys()].filter(
    (path) => path.startsWith('deploy/') && !path.endsWith('kustomization.yaml'),
  );
  assert.ok(paths.length >= 5);
  return paths.map((path) => texts.get(path)).join('\n---\n');
}

/** The text with something in it put differently, which has to be there. */
function changed(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), `there is no ${from}`);
  return text.replace(from, to);
}

/** A file alone in a folder of its own. */
function withFile(name: string, text: string, look: (folder: string, path: string) => void): void {
  const folder = temporaryFolder();
  const path = join(folder, name);
  writeFileSync(path, text);
  look(folder, path);
  rmSync(folder, { recursive: true });
}

describeBy('pod-security', 'Pod Security Standards', () => {
  const judge = (input: string) => assertApproved('pod-security', [], { input });

  it('let in what is allowed', () => {
    assert.equal(judge(manifests()), 'ALLOWED Deployment my-service\n');
  });

  it('name what is forbidden', () => {
    const text = changed(manifests(), 'PrivilegeEscalation: false', 'PrivilegeEscalation: true');
    assert.throws(
      () => judge(text),
      /^FORBIDDEN Deployment my-service: allowPrivilegeEscalation != false: /m,
    );
  });

  it('let nothing in that could not be read, or that has no pod', () => {
    const misspelt = changed(manifests(), 'runAsNonRoot:', 'runAsNonRot:');
    assert.throws(() => judge(misspelt), /unknown field .*runAsNonRot/);
    assert.throws(() => judge('apiVersion: v1\nkind: Strange\n'), /Strange/);
    assert.throws(() => judge(''), /there is no pod/);
  });
});

describeBy('kubeconform', "Kubernetes' schemas", () => {
  const judge = (input: string) => assertApproved('kubeconform', kubeconformFlags, { input });

  it('know every kind that is generated', () => {
    const read = judge(manifests());
    for (const kind of ['Deployment', 'Service', 'ServiceAccount', 'NetworkPolicy'])
      assert.match(read, new RegExp(`${kind} my-service is valid`));
    assert.match(read, /PodDisruptionBudget my-service is valid/);
  });

  it('refuse a field that is not one, and a value of another type', () => {
    const misspelt = changed(manifests(), 'runAsNonRoot:', 'runAsNonRot:');
    assert.throws(() => judge(misspelt), /'runAsNonRot' not allowed/);
    const text = changed(manifests(), 'replicas: ', 'replicas: many # ');
    assert.throws(() => judge(text), /replicas.*got string/);
  });
});

describeBy('check-jsonschema', "GitLab's schema", () => {
  const flags = ['--builtin-schema', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci'];
  const pipeline = 'build:\n  stage: build\n  script:\n    - make build\n';

  it('takes a pipeline, and refuses what is none', () => {
    const judge = (text: string) =>
      withFile('.gitlab-ci.yml', text, (_, path) =>
        assertApproved('check-jsonschema', [...flags, path]),
      );
    judge(pipeline);
    assert.throws(() => judge(changed(pipeline, 'script:', 'scripts:')), /scripts/);
  });
});

/** With the two faults that one of the judges each is for. */
const workflow = `name: Build
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.event.head_commit.message }}"
      - run: echo "\${{ matrix.colour }}"
`;

describeBy('actionlint', 'a workflow of GitHub', () => {
  it('is judged', () => {
    const judge = () => assertApproved('actionlint', ['-'], { input: workflow });
    assert.throws(judge, /"colour" is not defined/);
  });
});

describeBy('zizmor', 'the rights of a workflow of GitHub', () => {
  it('are judged', () =>
    withFile('build.yaml', workflow, (_, path) => {
      const judge = () => assertApproved('zizmor', ['--offline', '--no-config', path]);
      assert.throws(judge, /template-injection/);
    }));
});

describeBy('kustomize', 'deploy/', () => {
  it('is one for kustomize, too', () => {
    const { texts } = renderedProject({ extras: 'kubernetes' });
    const folder = temporaryFolder();
    for (const [path, text] of texts)
      if (path.startsWith('deploy/')) writeFileSync(join(folder, path.slice(7)), text);
    const built = assertApproved('kustomize', ['build', folder]);
    assert.match(built, /^kind: Deployment$/m);
    rmSync(folder, { recursive: true });
  });
});

describeBy('kube-score', 'manifests', () => {
  it('are judged', () => {
    const input = changed(manifests(), 'readOnlyRootFilesystem: true', 'privileged: true');
    const judge = () =>
      assertApproved('kube-score', ['score', '--output-format', 'ci', '-'], { input });
    assert.throws(judge, /^\[CRITICAL\] .*: \(my-service\) The container is privileged/m);
  });
});

for (const [program, version] of [
  ['buildkitd', /^buildkitd .* v0\.34/],
  ['buildctl', /^buildctl .* v0\.34/],
  ['docker-registry', /docker-registry .* \S*2\.8/],
] as const)
  describeBy(program, 'a third-party server', () => {
    it('can be started', () => {
      assert.match(assertApproved(program, ['--version']), version);
    });
  });
