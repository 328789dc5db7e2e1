import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { quoteHcl } from '../../src/hardening/quote.ts';
import { languages } from '../../src/languages/languages.ts';
import { everyProject, renderedProject } from '../rendered-project.ts';
import { writtenProject } from './written-project.ts';

/** What one line of a block sets. */
const defaultOf = (text: string, name: string) =>
  new RegExp(`^variable "${name}" \\{\\s+default = (.*?)\\s+\\}$`, 'm').exec(text)?.[1];

const argsOf = (text: string) =>
  [...text.matchAll(/^ {4}(\w+) += (.*)$/gm)].map(([, name, value]) => [name, value]);

describe('a bake file', () => {
  it('takes every argument that the Makefile hands over or passes on, and no other', () => {
    for (const { id } of languages)
      for (const without of ['', 'oci-labels', 'reproducible-build,oci-labels']) {
        const { text } = renderedProject({ language: id, without, extras: 'bake' });
        const words = (name: string) =>
          new RegExp(`^${name} += ((?:.*\\\\\\n)*.*)$`, 'm')
            .exec(text('Makefile'))?.[1]
            ?.split(/[\s\\]+/) ?? [];
        const names = argsOf(text('docker-bake.hcl')).map(([name]) => name);
        assert.deepEqual(names, [...words('STAMPED'), ...words('PASSED_ON')], `${id} ${without}`);
        for (const name of names) assert.ok(defaultOf(text('docker-bake.hcl'), name ?? ''), name);
      }
  });

  it('has the defaults of the Makefile, for machines without make', () => {
    const { text } = renderedProject({ registry: 'ghcr.io/acme', name: 'shop', extras: 'bake' });
    const defaults = {
      IMAGE: '"ghcr.io/acme/shop"',
      TAG: '"dev"',
      VERSION: 'TAG',
      PLATFORM: '""',
      SOURCE_DATE_EPOCH: '"0"',
      REVISION: '"unknown"',
      SOURCE: '"https://example.com/shop"',
      HTTP_PROXY: 'null',
    };
    for (const [name, value] of Object.entries(defaults))
      assert.equal(defaultOf(text('docker-bake.hcl'), name), value, name);
  });

  it('comes with its rule, page and row, and none of them without it', () => {
    for (const { answers, text, title } of everyProject()) {
      const hasBake = answers.extras?.includes('bake') ?? false;
      assert.equal(/^bake: ## /m.test(text('Makefile')), hasBake, title);
      assert.equal(text('README.md').includes('hardening/docs/bake.md'), hasBake, title);
    }
  });
});

describe('make bake', () => {
  function make(words: readonly string[], version = 'github.com/docker/buildx v0.30.0 abc') {
    const folder = writtenProject(renderedProject({ name: 'shop', extras: 'bake' }));
    const script = `#!/bin/sh
case "$1 $2" in
  'buildx version') echo '${version}'; [ -n '${version}' ] ;;
  'buildx bake') echo "$*|$IMAGE|$TAG|$VERSION|$PLATFORM|$CA|$SOURCE_DATE_EPOCH|$REVISION|$CREATED|$SOURCE" >said ;;
esac`;
    writeFileSync(join(folder, 'docker'), script, { mode: 0o755 });
    writeFileSync(join(folder, 'my ca.pem'), rootCertificates[0] ?? '');
    const { status, stderr } = spawnSync(
      'make',
      ['--silent', 'ENGINE=./docker', 'bake', ...words],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    const said = () => readFileSync(join(folder, 'said'), 'utf8').trim().split('|');
    return { status, stderr, said };
  }

  it("hands over the Makefile's values, and loads the image", () => {
    const commit = ['0', 'unknown', '1970-01-01T00:00:00Z', 'https://example.com/shop'];
    assert.deepEqual(make([]).said(), [
      'buildx bake --load image',
      'shop',
      'dev',
      'dev',
      '',
      '',
      ...commit,
    ]);
    const words = ['TAG=1.4.0', 'IMAGE=my/shop', 'PLATFORM=linux/arm64', 'CA=my ca.pem'];
    const said = make([...words, 'BAKE=platforms', 'BAKE_FLAGS=--push']).said();
    const values = ['my/shop', '1.4.0', '1.4.0', 'linux/arm64', 'my ca.pem'];
    assert.deepEqual(said, ['buildx bake --push platforms', ...values, ...commit]);
    assert.equal(
      make(['BAKE=test']).said()[0],
      'buildx bake test',
      'nothing of the tests is loaded',
    );
  });

  it('without buildx says so in one sentence, and how to get it', () => {
    for (const version of ['', 'podman version 5.6.0']) {
      const { status, stderr } = make([], version);
      assert.equal(status, 2);
      assert.match(
        stderr,
        /^\.\/docker has no buildx\. Install docker-buildx-plugin, or see https:\S+\nmake: /,
      );
    }
  });
});

describe('a string of HCL', () => {
  it('has nothing in it that is expanded or ends it', () => {
    assert.equal(quoteHcl('a"b\\c ${d} %{e} $f %'), '"a\\"b\\\\c $${d} %%{e} $f %"');
  });
});
