import assert from 'node:assert/strict';
import { languages } from '../../src/languages/languages.ts';
import { renderedProject } from '../rendered-project.ts';

describe('a project that grows', () => {
  for (const { id, title } of languages)
    it(`may have files below /service before the program, in ${title}`, () => {
      const { texts } = renderedProject({ name: 'orders', language: id, kind: 'http' });
      assert.doesNotMatch(texts.get('Dockerfile') ?? '', /mkdir \/service|mv \S+ \/service/);
    });

  it('resolves Python packages for the version in the image', () => {
    const { answers, texts } = renderedProject({ name: 'orders', language: 'python' });
    const line = `python-version = "${answers.languageVersion}"`;
    assert.ok(texts.get('pyproject.toml')?.includes(line), line);
  });
});
