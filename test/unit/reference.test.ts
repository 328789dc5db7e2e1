import assert from 'node:assert/strict';
import { type CatalogId, catalog, catalogImage } from '../../src/images/catalog.ts';
import { imageReference, registryPattern, tagPattern } from '../../src/images/reference.ts';
import { renderedProject } from '../rendered-project.ts';
import { holdsForAll } from './property.ts';
import { imageTag, registryName } from './random-text.ts';

const images = Object.keys(catalog) as CatalogId[];

describe("an image's name", () => {
  const rows: readonly [CatalogId, string, string, string][] = [
    ['golang', '1.27', '', 'docker.io/library/golang:1.27-trixie'],
    ['debian', '13', '', 'docker.io/library/debian:13-slim'],
    // Another tag is taken as it is.
    ['debian', '13.2', '', 'docker.io/library/debian:13.2'],
    ['debian', '13-slim', '', 'docker.io/library/debian:13-slim'],
    ['alpine', '3.24.1', '', 'docker.io/library/alpine:3.24.1'],
    ['distroless-static', 'debian13', '', 'gcr.io/distroless/static-debian13:nonroot'],
    ['distroless-static', 'debian12', '', 'gcr.io/distroless/static-debian12:nonroot'],
    ['alpine', '3.24', 'mirror.example', 'mirror.example/library/alpine:3.24'],
    ['alpine', '3.24', 'localhost:5000/hub', 'localhost:5000/hub/library/alpine:3.24'],
    [
      'distroless-static',
      'debian13',
      'm.example/x',
      'm.example/x/distroless/static-debian13:nonroot',
    ],
  ];
  for (const [image, version, mirror, reference] of rows)
    it(`is ${reference}`, () => {
      assert.equal(imageReference(image, version, mirror), reference);
    });

  it('names its registry, as podman looks for short names nowhere', () => {
    for (const image of images)
      for (const { version } of catalogImage(image).versions)
        assert.match(
          imageReference(image, version, ''),
          /^(docker|gcr)\.io(\/[a-z0-9-]+){2}:[\w.-]+$/,
        );
  });

  it('begins with the mirror and keeps the rest', () => {
    holdsForAll(registryName, (mirror) => {
      for (const image of images)
        for (const { version } of catalogImage(image).versions) {
          const plain = imageReference(image, version, '');
          assert.equal(
            imageReference(image, version, mirror),
            mirror + plain.slice(plain.indexOf('/')),
          );
        }
    });
  });
});

describe('a mirror', () => {
  it('serves every image of the project, the toolbox and the tour, too', () => {
    for (const base of ['scratch', 'distroless', 'alpine', 'debian']) {
      const { texts } = renderedProject({ base, mirror: 'mirror.example/hub', extras: 'tour' });
      for (const [path, text] of texts) assert.doesNotMatch(text, /(docker|gcr)\.io\//, path);
      assert.match(
        texts.get('hardening/settings.sh') ?? '',
        /^TOOLBOX='mirror\.example\/hub\/library\//m,
      );
    }
  });
});

describe('the registry', () => {
  it('is the prefix of the image of the project, and of no other', () => {
    const { text } = renderedProject({ registry: 'ghcr.io/acme', base: 'alpine' });
    assert.match(text('Makefile'), /^IMAGE {4}\?= ghcr\.io\/acme\/my-service$/m);
    assert.doesNotMatch(text('Dockerfile'), /ghcr/);
  });
});

describe('the pattern', () => {
  it('of a registry takes every one that there may be', () => {
    holdsForAll(registryName, (name) => assert.match(name, registryPattern), 500);
  });

  it('of a registry decides in no time, whatever it is given', () => {
    const started = process.hrtime.bigint();
    for (const part of ['a', 'a.', 'a-', 'a/', 'a:1/', '-', '__', '1.'])
      registryPattern.test(`${part.repeat(100_000)}!`);
    assert.ok(process.hrtime.bigint() - started < 1_000_000_000n);
  });

  it('of a tag takes every one that there may be', () => {
    holdsForAll(imageTag, (tag) => assert.match(tag, tagPattern), 500);
  });
});
