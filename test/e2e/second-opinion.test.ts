import assert from 'node:assert/strict';
import { languages } from '../../src/languages/languages.ts';
import { tailOf } from './command.ts';
import { describeBy } from './judges.ts';
import { adding } from './mutants/mutant.ts';
import { make, makeProject, removeProject } from './project.ts';

describeBy('hadolint', 'make lint', () => {
  for (const { id } of languages)
    it(`has nothing found in a project in ${id}, and fails with what is found`, async () => {
      const project = makeProject(`lint-${id}`, { language: id, extras: ['tour', 'bake'] });
      try {
        const clean = await make(project, ['lint']);
        assert.equal(clean.code, 0, tailOf(clean));
        assert.match(clean.stdout, /^hadolint: no findings\.\nshellcheck: no findings\.$/m);

        adding('Dockerfile', 'RUN cd /tmp\n')(project.folder);
        const dockerfile = await make(project, ['lint']);
        assert.equal(dockerfile.code, 2);
        assert.match(dockerfile.stdout, /DL3003.*\n(.*\n)*shellcheck: no findings\./);

        adding('hardening/size.sh', 'echo $unquoted\n')(project.folder);
        const script = await make(project, ['lint']);
        assert.match(script.stdout, /SC2086/);
      } finally {
        await removeProject(project);
      }
    });
});
