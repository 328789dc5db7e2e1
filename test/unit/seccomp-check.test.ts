import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageUrl } from '../../src/package.ts';
import { shell, temporaryFolder } from './written-project.ts';

const check = packageUrl('templates/_hardening/seccomp/check.sh').pathname;

/** The verdict on what the engine has on record and what the kernel reports. */
function verdictOn(
  recorded: string,
  confinement: string,
  status = 'Seccomp_filters:\t1\n',
): string {
  const facts = temporaryFolder();
  writeFileSync(join(facts, 'status'), `Seccomp:\t2\n${status}`);
  writeFileSync(join(facts, 'confinement'), confinement);
  writeFileSync(join(facts, 'mounts'), '1 2 0:3 / /proc/kcore rw - tmpfs tmpfs rw\n');
  const said = shell(
    `fail() { echo "FAIL $1"; exit 0; }; pass() { echo "ok $1"; }; need() { :; }
     look() { echo "${recorded}"; }; security_options() { :; }; FACTS=${facts}; . ${check}`,
  );
  rmSync(facts, { recursive: true });
  return said.trim();
}

describe('seccomp reads back what is in force', () => {
  it('without AppArmor', () => {
    const filter = "ok the engine's default filter is in force for process 1";
    assert.equal(verdictOn('', ''), `${filter} (seccomp filters: 1)`);
    // Kernels before 5.9 don't count filters; SELinux has a word of its own.
    assert.equal(verdictOn('', 'system_u:system_r:container_t:s0:c1,c2\0', ''), filter);
  });

  it('with a profile of AppArmor', () => {
    const said = /^ok the AppArmor profile docker-default and .* are in force/;
    assert.match(verdictOn('docker-default', 'docker-default (enforce)\n'), said);
    assert.match(verdictOn('docker-default', ''), /by the engine's record only/);
  });

  for (const confinement of ['unconfined\n', 'docker-default (complain)\n', 'other (enforce)\n'])
    it(`fails on ${confinement.trim()}`, () =>
      assert.match(verdictOn('docker-default', confinement), /^FAIL .*the kernel has/));
});
