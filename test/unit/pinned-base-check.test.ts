import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { targetOf } from '../../src/answers/target.ts';
import { readPackageFile } from '../../src/package.ts';
import { imagesOf } from '../../src/plan/images.ts';
import { everyProject, type RenderedProject, renderedProject, today } from '../rendered-project.ts';
import { holdsForAll } from './property.ts';
import { randomAnswers } from './random-answers.ts';
import { shell, temporaryFolder } from './written-project.ts';

/** The one check that needs no engine, run as verify.sh runs it: what it ends with. */
const verdict = (() => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'hardening'));
  writeFileSync(
    join(folder, 'check.sh'),
    readPackageFile('templates/_hardening/pinned-base/check.sh'),
  );
  writeFileSync(
    join(folder, 'hardening/named-images.sh'),
    readPackageFile('templates/_shared/hardening/named-images.sh'),
  );
  const script = [
    'pass() { echo "ok $1"; exit 0; }',
    'fail() { echo "FAIL $1"; exit 0; }',
    '. ./hardening/settings.sh',
    '. ./hardening/named-images.sh',
    '. ./check.sh',
  ].join('\n');
  return ({ text }: RenderedProject) => {
    for (const path of ['Dockerfile', 'hardening/settings.sh'])
      writeFileSync(join(folder, path), text(path));
    return shell(script, { cwd: folder, env: { HARDENING: join(folder, 'hardening') } }).trim();
  };
})();

describe('the check of pinned-base', () => {
  it('holds for every Dockerfile that can be generated, and names its images', () => {
    const seen = new Set<string>();
    for (const project of everyProject()) {
      const dockerfile = project.text('Dockerfile');
      if (seen.has(dockerfile)) continue;
      seen.add(dockerfile);
      const { answers } = project;
      if (answers.preset !== 'strict') continue;
      const { toolchain } = imagesOf(answers, targetOf(answers), today);
      const said = verdict(project);
      assert.match(said, /^ok /);
      assert.ok(said.includes(toolchain), said);
    }
  });

  it('holds for every tag, registry and mirror that is taken as an answer', () => {
    holdsForAll(
      randomAnswers,
      (given) => assert.match(verdict(renderedProject(given)), /^ok /),
      40,
    );
  });
});
