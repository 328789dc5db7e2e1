import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { options } from '../../src/hardening/options.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { renderedProject } from '../rendered-project.ts';
import { assertApproved, describeBy } from './judges.ts';

const deployment = 'deploy/deployment.yaml';

describeBy('pod-security', 'Pod Security Standards restricted', () => {
  it('let in every strict project', () => {
    const projects = languages.flatMap(({ id: language, bases }) =>
      Object.keys(kinds).flatMap((kind) =>
        bases.flatMap((base) =>
          ['', '/data'].map((data) =>
            renderedProject({ language, kind, base, data, extras: 'kubernetes' }),
          ),
        ),
      ),
    );
    const input = projects.map(({ text }) => text(deployment)).join('\n---\n');
    const allowed = 'ALLOWED Deployment my-service\n';
    assert.equal(assertApproved('pod-security', [], { input }), allowed.repeat(projects.length));
  });

  for (const { id } of options.filter(({ always }) => !always))
    it(`and the notice are of one mind about a project without ${id}`, () => {
      // One that it applies to: alpine has a shell that could be kept, and only workers need no network.
      const kind = id === 'no-network' ? 'worker' : 'http';
      const { text, plan } = renderedProject({
        kind,
        base: 'alpine',
        without: id,
        extras: 'kubernetes',
      });
      const input = text(deployment);
      const { status, stdout } = spawnSync('pod-security', { input, encoding: 'utf8' });
      const warnings = plan.notices.filter((notice) => /Pod Security Standards/.test(notice));
      assert.equal(status, warnings.length, `${stdout}${warnings}`);
    });
});
