import assert from 'node:assert/strict';
import { languages } from '../../src/languages/languages.ts';
import { renderedProject } from '../rendered-project.ts';

describe('a project that grows', () => {
  for (const { id, title } of languages)
    it(`may have files below /service before the program, in ${title}`, () => {
      const { text } = renderedProject({ name: 'orders', language: id, kind: 'http' });
      assert.doesNotMatch(text('Dockerfile'), /mkdir \/service|mv \S+ \/service/);
    });

  it('names the source of a private module', () => {
    const module = 'git.corp.example/shop/orders.v2';
    const { text } = renderedProject({ name: 'orders', language: 'go', module });
    assert.ok(text('Makefile').includes(`SOURCE ?= https://${module}\n`));
  });

  it('resolves Python packages for the version in the image', () => {
    const { answers, text } = renderedProject({ name: 'orders', language: 'python' });
    const line = `python-version = "${answers.languageVersion}"`;
    assert.ok(text('pyproject.toml').includes(line), line);
  });
});
