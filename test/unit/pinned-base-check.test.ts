import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { targetOf } from '../../src/answers/target.ts';
import { readPackageFile } from '../../src/package.ts';
import { imagesOf } from '../../src/plan/images.ts';
import { everyProject, type RenderedProject, renderedProject, today } from '../rendered-project.ts';
import { dockerfiles } from './pinned-base-dockerfiles.ts';
import { holdsForAll } from './property.ts';
import { randomAnswers } from './random-answers.ts';
import { shell, temporaryFolder } from './written-project.ts';

/** Every awk that a machine may have, as a definition in the shell; the ones that are missing are left out. */
const awks = ['mawk', 'gawk', 'original-awk', 'busybox awk'].filter((awk) => {
  const [program = '', ...words] = awk.split(' ');
  return spawnSync(program, [...words, 'BEGIN { exit }']).status === 0;
});

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
  return ({ text }: Pick<RenderedProject, 'text'>, awk?: string) => {
    for (const path of ['Dockerfile', 'hardening/settings.sh'])
      writeFileSync(join(folder, path), text(path));
    const tools = awk ? `awk() { command ${awk} "$@"; }\n` : '';
    const env = { HARDENING: join(folder, 'hardening') };
    return shell(tools + script, { cwd: folder, env }).trim();
  };
})();

describe('the check of pinned-base', () => {
  for (const { title, text, says } of dockerfiles)
    it(`reads a Dockerfile as BuildKit does: ${title}`, () => {
      const files: Readonly<Record<string, string>> = {
        Dockerfile: text,
        'hardening/settings.sh': "TOOLBOX='tools:3.24'\n",
      };
      for (const awk of awks)
        assert.match(verdict({ text: (path) => files[path] ?? '' }, awk), says, awk);
    });

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
