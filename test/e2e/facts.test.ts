import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeOn, linesOf } from './engine.ts';
import { adding, assembling, type Edit, finishing, replacing } from './mutants/mutant.ts';
import {
  assertAllHold,
  failuresOf,
  make,
  makeProject,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  verify,
} from './project.ts';

/** Checks that look at files of the project or of the image, and need nothing that runs. */
const ofFiles = [
  ...['pinned-base', 'clean-context', 'oci-labels', 'no-setuid', 'size-budget'],
  'package-records',
];

describeOn('docker', 'what cannot be inspected fails, and harmless differences pass', () => {
  let project: Project;
  afterEach(() => removeProject(project));

  async function failuresAfter(label: string, kind: string, ...edits: Edit[]) {
    project = makeProject(label, { kind });
    for (const edit of edits) edit(project.folder);
    await makeSurely(project, 'build');
    return failuresOf(await verify(project, quickChecks(project)));
  }

  for (const kind of ['http', 'worker'])
    it(`a ${kind} that does not start`, async () => {
      const exit = replacing('main.go', 'os.Exit(run(', 'os.Exit(7 + run(');
      const broken = replacing('main.go', 'len(args) > 0:', 'len(args) >= 0:');
      const failed = await failuresAfter(`dead-${kind}`, kind, exit, broken);
      const running = quickChecks(project).filter((id) => !ofFiles.includes(id));
      assert.deepEqual(Object.keys(failed).sort(), running.sort());
      assert.match(failed.seccomp ?? '', /the service does not run: unknown arguments/);
    });

  it('no image of tools', async () => {
    const failed = await failuresAfter(
      'toolless',
      'http',
      // A registry that refuses at once, so that nobody waits for the answer of a real one.
      replacing('hardening/settings.sh', /TOOLBOX=.*/, "TOOLBOX='localhost:1/tools:1.0'"),
    );
    const blind = quickChecks(project).filter(
      (id) => !['pinned-base', 'clean-context', 'oci-labels'].includes(id),
    );
    assert.deepEqual(Object.keys(failed).sort(), blind.sort());
    assert.match(failed['no-setuid'] ?? '', /the image cannot be read: .*localhost:1/);
    assert.match(failed.seccomp ?? '', /the service does not run: .*localhost:1/);
  });

  it('a flag that the engine does not know', async () => {
    const failed = await failuresAfter(
      'flagged',
      'worker',
      adding('hardening/run.flags', '--no\n'),
    );
    const running = quickChecks(project).filter((id) => !ofFiles.includes(id));
    assert.deepEqual(Object.keys(failed).sort(), running.sort());
  });

  it('a check that ends in the middle, or that is not there', async () => {
    project = makeProject('verdictless', { kind: 'worker' });
    replacing('hardening/checks/seccomp.sh', 'pass ', 'true ')(project.folder);
    await makeSurely(project, 'build');
    const failed = failuresOf(await verify(project, ['seccomp', 'no-such-check', 'no-setuid']));
    assert.deepEqual(Object.keys(failed), ['seccomp', 'no-such-check']);
    assert.match(failed.seccomp ?? '', /the check ended without a verdict/);
    assert.match(failed['no-such-check'] ?? '', /there is no check of that name/);
  });

  it('no check at all', async () => {
    project = makeProject('checkless', { kind: 'worker' });
    writeFileSync(join(project.folder, 'hardening/checks/order'), '\n');
    await makeSurely(project, 'build');
    const { code, stderr } = await make(project, ['verify']);
    assert.equal(code, 2);
    assert.match(stderr, /^No check is named/);
  });

  it('links, folders that pass on their group, odd names and more folders are fine', async () => {
    const failed = await failuresAfter(
      'odd',
      'worker',
      assembling(
        [
          'ln -s /app /rootfs/etc/link',
          'ln -s /nowhere /rootfs/etc/dangling',
          'install -d -m 2755 /rootfs/srv',
          "touch '/rootfs/srv/a  b -> c' '/rootfs/srv/ü' '/rootfs/srv/.wh' \"/rootfs/srv/'\"",
          // Below a temporary file system nothing in the image can be reached.
          'install -d -m 1777 /rootfs/tmp',
        ].join(' \\\n    && '),
      ),
      finishing('COPY --from=runtime /rootfs/etc/ /usr/share/'),
      adding('hardening/run.flags', '--env=PORT=1\n'),
    );
    assert.deepEqual(failed, {});
  });

  it('the report for people says the same, and counts', async () => {
    project = makeProject('report', { kind: 'worker' });
    replacing('hardening/settings.sh', /SIZE_BUDGET=.*/, 'SIZE_BUDGET=1')(project.folder);
    await makeSurely(project, 'build');
    const only = { VERIFY_ONLY: 'size-budget no-setuid' };
    const { code, stdout } = await make(project, ['verify'], { env: only });
    assert.equal(code, 2);
    assert.match(
      stdout,
      /^ {2}FAIL {3}size-budget +\d+ bytes .* over the budget of 1: .*SIZE_BUDGET/m,
    );
    assert.match(stdout, /^ {2}ok {5}no-setuid +none in any of the layers \(2\)$/m);
    assert.match(
      linesOf(stdout).at(-1) ?? '',
      /^1 passed, 1 failed, 0 skipped, 0 waived in \d+ s \(partial\)$/,
    );
    // No colours where nobody sees them.
    assert.ok(!stdout.includes('\u001b'), stdout);
    assertAllHold(await verify(project, ['no-setuid']), ['no-setuid']);
  });
});
