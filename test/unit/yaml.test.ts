import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { quoteYaml } from '../../src/hardening/quote.ts';
import { everyProject, renderedProject } from '../rendered-project.ts';
import { holdsForAll } from './property.ts';
import { printableText, registryName, serviceName } from './random-text.ts';

const versions = ['1.1', '1.2'] as const;

/** Names that are legal, and that one reader of YAML or another takes for something else. */
const awkward = 'true false null yes no on off y n e1 e-1 x0 inf nan infinity a'.split(' ');

const extras = 'compose,kubernetes';

const isYaml = (path: string) => /\.ya?ml$/.test(path);

/** A file as both versions of YAML have it, which has to be the same. */
function read(text: string): unknown {
  const [old, current] = versions.map((version) =>
    parse(text, {
      version,
      schema: version === '1.1' ? 'yaml-1.1' : 'core',
      uniqueKeys: true,
      logLevel: 'error',
    }),
  );
  assert.deepEqual(old, current);
  return current;
}

describe('a value in YAML', () => {
  it('is the text that it was, to every reader', () => {
    for (const value of [...awkward, '', '1', '1.0', '0x1f', '~', '-', 'a: b', 'a #b', 'a:', '*a'])
      assert.equal(read(quoteYaml(value)), value);
    holdsForAll(printableText, (value) => assert.equal(read(quoteYaml(value)), value));
    holdsForAll(registryName, (value) => assert.equal(read(quoteYaml(value)), value));
  });

  it('stands as people write it where it can', () => {
    assert.equal(quoteYaml('my-service'), 'my-service');
    assert.equal(quoteYaml('registry.example.com:5000/shop/a'), 'registry.example.com:5000/shop/a');
    assert.equal(quoteYaml('on'), '"on"');
    assert.equal(quoteYaml('Yes'), '"Yes"');
    assert.equal(quoteYaml('127.0.0.1:5000/a'), '"127.0.0.1:5000/a"');
  });
});

/** The value at a path of keys. */
function at(document: unknown, ...keys: (string | number)[]): unknown {
  return keys.reduce((value, key) => (value as Record<string | number, unknown>)[key], document);
}

/** The name at every place in compose.yaml and deploy/ that must have it. */
function assertNamed(name: string): void {
  const { text, texts } = renderedProject({ name, extras });
  const compose = read(text('compose.yaml'));
  assert.equal(at(compose, 'name'), name);
  assert.deepEqual(Object.keys(at(compose, 'services') as object), [name]);
  assert.equal(at(compose, 'services', name, 'image'), `\${IMAGE:-${name}}:\${TAG:-dev}`);
  for (const [path, manifest] of texts)
    if (path.startsWith('deploy/') && !path.endsWith('kustomization.yaml'))
      assert.equal(at(read(manifest), 'metadata', 'name'), name, path);
  const label = 'app.kubernetes.io/name';
  const deployment = read(text('deploy/deployment.yaml'));
  const pod = at(deployment, 'spec', 'template', 'spec');
  assert.equal(at(deployment, 'spec', 'selector', 'matchLabels', label), name);
  assert.equal(at(pod, 'containers', 0, 'image'), `${name}:dev`);
  assert.equal(at(pod, 'serviceAccountName'), name);
  const kustomization = read(text('deploy/kustomization.yaml'));
  assert.equal(at(kustomization, 'labels', 0, 'pairs', label), name);
  assert.equal(at(kustomization, 'images', 0, 'name'), name);
  const manifests = [...texts.keys()]
    .filter((path) => /^deploy\/(?!kustomization)/.test(path))
    .map((path) => path.replace('deploy/', ''));
  assert.deepEqual(at(kustomization, 'resources'), manifests);
}

/** GitHub alone reads its workflows, and as 1.2: their key `on` is a word to it. */
function isOfGitHub(path: string): boolean {
  return path.startsWith('.github/');
}

describe('the YAML of a project', () => {
  it('has the name of the service in it as text, whatever it is', () => {
    for (const name of awkward) assertNamed(name);
    holdsForAll(serviceName, assertNamed, 40);
  });

  it('is the same to readers of 1.1 and of 1.2', () => {
    const files = everyProject().flatMap(({ texts }) =>
      [...texts].filter(([path]) => isYaml(path) && !isOfGitHub(path)),
    );
    assert.ok(files.some(([path]) => path === 'deploy/deployment.yaml'));
    for (const text of new Set(files.map(([, text]) => text))) read(text);
  });
});
