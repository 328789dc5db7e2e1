import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { languages } from '../../src/languages/languages.ts';
import { renderedProject } from '../rendered-project.ts';
import { pipelineProjects } from './parsed-pipelines.ts';

interface Renovate {
  readonly extends: readonly string[];
  readonly enabledManagers: readonly string[];
  readonly ignorePaths?: readonly string[];
  readonly customManagers: readonly {
    readonly managerFilePatterns: readonly string[];
    readonly matchStrings: readonly string[];
  }[];
}

const renovateOf = (given: RawAnswers) =>
  JSON.parse(renderedProject({ extras: 'renovate', ...given }).text('renovate.json')) as Renovate;

const ecosystemsOf = (given: RawAnswers) => {
  const text = renderedProject({ extras: 'dependabot', ...given }).text('.github/dependabot.yml');
  return parse(text).updates.map((update: Record<string, string>) => update['package-ecosystem']);
};

describe('renovate.json', () => {
  it('finds every image that is named outside of a Dockerfile, and takes nothing else for one', () => {
    for (const { text, plan, title } of pipelineProjects) {
      const [manager] = (JSON.parse(text('renovate.json')) as Renovate).customManagers;
      const patterns = (manager?.managerFilePatterns ?? []).map(
        (one) => new RegExp(one.slice(1, -1)),
      );
      const found = plan.files
        .map(({ path }) => path)
        .filter((path) => patterns.some((pattern) => pattern.test(path)))
        .flatMap((path) => [
          ...text(path).matchAll(new RegExp(manager?.matchStrings[0] ?? '', 'g')),
        ])
        .map(([image]) => image);
      const { pipelines, toolbox } = plan.files[0]?.context ?? {};
      const { emulators, ...always } = pipelines?.programs ?? {};
      const expected = [...Object.values(always), toolbox];
      if (text('.gitlab-ci.yml').includes('EMULATORS')) expected.push(emulators);
      assert.deepEqual([...new Set(found)].sort(), expected.sort(), title);
    }
  });

  it('looks after actions and pipelines where there are some', () => {
    const alone = renovateOf({});
    assert.deepEqual(alone.enabledManagers, ['dockerfile', 'custom.regex', 'gomod']);
    assert.deepEqual(alone.customManagers[0]?.managerFilePatterns.length, 1);
    const both = renovateOf({ extras: 'renovate,github,gitlab' });
    assert.ok(both.enabledManagers.includes('github-actions'));
    assert.ok(both.extends.includes('helpers:pinGitHubActionDigests'));
    assert.deepEqual(both.customManagers[0]?.managerFilePatterns.length, 3);
  });

  it('leaves the images of the tour as old as they are meant to be', () => {
    assert.equal(renovateOf({}).ignorePaths, undefined);
    assert.deepEqual(renovateOf({ extras: 'renovate,tour' }).ignorePaths, ['hardening/tour/**']);
  });
});

describe('dependabot.yml', () => {
  for (const { id, ecosystem } of languages)
    it(`looks after images and what a service depends on: ${id}`, () => {
      const own = ecosystem ? [ecosystem.dependabot] : [];
      assert.deepEqual(ecosystemsOf({ language: id }), ['docker', ...own]);
    });

  it('looks after actions where there are some', () => {
    assert.deepEqual(ecosystemsOf({ extras: 'dependabot,github' }), [
      'docker',
      'github-actions',
      'gomod',
    ]);
  });
});

describe('the chapters on updates', () => {
  it('list the manual steps, if there are any', () => {
    for (const extra of ['renovate', 'dependabot']) {
      const chapterOf = (language: string) =>
        renderedProject({ language, extras: extra }).text(`hardening/docs/${extra}.md`);
      assert.match(chapterOf('java'), /checksums\.sha256` no longer fits/);
      assert.doesNotMatch(chapterOf('node'), /no longer fits/);
    }
  });
});
