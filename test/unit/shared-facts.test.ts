import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPackageFile } from '../../src/package.ts';
import { shell, temporaryFolder } from './written-project.ts';

const capabilities = ['CapBnd', 'CapPrm', 'CapEff', 'CapAmb', 'CapInh'];
const status = [
  'Seccomp:\t2',
  'Uid:\t10001',
  'Gid:\t10001',
  ...capabilities.map((set) => `${set}:\t0`),
].join('\n');
const masked = '30 20 0:1 /null /proc/kcore rw - devtmpfs devtmpfs rw\n';
const version2 = '31 20 0:2 / /sys/fs/cgroup ro - cgroup2 cgroup rw\n';

interface Facts {
  readonly config?: string;
  readonly security?: string;
  readonly flags?: string;
  readonly mounts?: string;
}

/** What a check ends with, on facts as an engine and the kernel give them. */
function verdict(check: string, { config = '{}', security = '', flags = '', ...rest }: Facts) {
  const facts = temporaryFolder();
  const files = { status, mounts: rest.mounts ?? masked + version2, 'host-config': config };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(facts, name), `${text}\n`);
  writeFileSync(join(facts, 'options'), `${security}\n`);
  writeFileSync(join(facts, 'run-flags.sh'), `echo '${flags}'\n`);
  const helper = /^host_config\(\).*$/m.exec(
    readPackageFile('templates/_shared/hardening/verify.sh'),
  )?.[0];
  const script = [
    'pass() { echo "ok $1"; exit 0; }',
    'fail() { echo "FAIL $1"; exit 0; }',
    'need() { :; }',
    'security_options() { cat "$FACTS/options"; }',
    helper ?? assert.fail('verify.sh reads no record'),
    readPackageFile(`templates/_hardening/${check}/check.sh`),
  ].join('\n');
  return shell(script, { env: { FACTS: facts, HARDENING: facts } }).trim();
}

describe('what a container shares with the machine', () => {
  const shares: Readonly<Record<string, Facts>> = {
    'PidMode is host': { config: '{"PidMode":"host"}' },
    'IpcMode is container:x': { config: '{"IpcMode":"container:x","PidMode":""}' },
    'UTSMode is host': { config: '{"UTSMode":"host"}' },
    'UsernsMode is host': { config: '{"UsernsMode":"host"}' },
    'CgroupnsMode is host': { config: '{"CgroupnsMode":"host"}' },
    'cgroups are shared': { flags: '--cgroupns host', mounts: masked },
    'devices of this machine: /dev/sda': { config: '{"Devices":[{"PathOnHost":"/dev/sda"}]}' },
    'devices of this machine: remove': { config: '{"DeviceRequests":[{"Count":-1}]}' },
  };
  for (const [said, facts] of Object.entries(shares))
    it(`fails no-capabilities: ${said}`, () => {
      assert.ok(verdict('no-capabilities', facts).startsWith(`FAIL ${said}`));
    });

  it('holds with the defaults of both engines, and of version 1 of cgroups', () => {
    const docker =
      '{"PidMode":"","IpcMode":"private","UTSMode":"","UsernsMode":"","CgroupnsMode":"private","Devices":[],"DeviceRequests":null}';
    const podman =
      '{"CgroupMode":"private","IpcMode":"shareable","PidMode":"private","Devices":[]}';
    for (const config of [docker, podman])
      assert.match(verdict('no-capabilities', { config }), /^ok /);
    const config = '{"CgroupnsMode":"host"}';
    assert.match(verdict('no-capabilities', { config, mounts: masked }), /^ok /);
  });
});

describe('the check of seccomp', () => {
  const blocking = '{"defaultAction": "SCMP_ACT_ERRNO", "syscalls": []}';
  const cases: Readonly<Record<string, RegExp>> = {
    'no-new-privileges': /^ok the engine's default filter/,
    'seccomp=builtin': /^ok the engine's default filter/,
    [`seccomp=${blocking}`]: /^ok a filter of the project's own, with SCMP_ACT_ERRNO/,
    [`seccomp=${blocking.replace('ERRNO', 'ALLOW')}`]: /^FAIL the profile lets through/,
    [`seccomp=${blocking.replace('ERRNO', 'LOG')}`]: /^FAIL the profile lets through/,
    'seccomp=/nowhere.json': /^FAIL the profile \/nowhere\.json cannot be read/,
    'apparmor=unconfined': /^FAIL apparmor=unconfined/,
    'label=disable': /^FAIL label=disable/,
    'unmask=ALL': /^FAIL unmask=ALL/,
  };
  for (const [security, says] of Object.entries(cases))
    it(`reads the engine's record: ${security}`, () => {
      assert.match(verdict('seccomp', { security }), says);
    });

  it("fails if the kernel's own files in /proc aren't masked", () => {
    assert.match(verdict('seccomp', { mounts: version2 }), /^FAIL the kernel's own files/);
  });
});
