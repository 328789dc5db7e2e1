import type { Base } from '../images/bases.ts';
import type { HardeningOption, Passage } from './option.ts';
import { cis, nist, owasp } from './standards.ts';

/** Size of /tmp, the one place that can be written, in MiB. It counts against the memory limit. */
const temporaryMiB = 16;

/** A base that keeps its layers may have its own /tmp; a base with more such folders is made flat. */
function hasFoldersForAll({ image, brings }: Base): boolean {
  return image !== null && !brings.includes('writable-paths');
}

function closeFolders({ user }: Base): Passage {
  const open = user.id === 0 ? '-perm /002' : `\\( -perm /002 -o -uid ${user.id} \\)`;
  return {
    why: [
      "read-only-rootfs: folders that everyone or the base image's user may write to, such as /tmp, are",
      'replaced by folders that only root may write to.',
    ].join('\n'),
    text: [
      'RUN --mount=type=bind,from=base,target=/base \\',
      `    find /base -type d ${open} \\`,
      '        -exec sh -c \'install -d -m 755 "/rootfs${1#/base}"\' sh {} \\;',
    ].join('\n'),
  };
}

export const readOnlyRootfs: HardeningOption = {
  id: 'read-only-rootfs',
  title: "The service can't change any file of the image",
  why: "an attacker can't leave a backdoor on disk",
  standards: [
    cis('5.13', "Ensure that the container's root filesystem is mounted as read only"),
    nist('4.4.4', 'App vulnerabilities'),
    owasp('Rule 8', 'Set filesystem and volumes to read-only'),
  ],
  forbids: 'writable-paths',
  effects: ({ base }) => ({
    // What run.flags may mount, read-only: a company's CA bundle.
    settings: { MOUNTS: '/etc/ssl/certs/ca-certificates.crt' },
    ...(hasFoldersForAll(base) && { assemble: [closeFolders(base)] }),
    seal: [
      {
        why: 'read-only-rootfs: every file belongs to root, and only root may write to it.',
        command: (folder) => `chmod -R go-w ${folder}`,
      },
    ],
    runFlags: [
      { flag: '--read-only' },
      { flag: `--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=${temporaryMiB}m` },
      { flag: '--read-only-tmpfs=false', engine: 'podman' },
    ],
    compose: [
      {
        why: 'only /tmp is writable, and it is memory.',
        text: `read_only: true\ntmpfs:\n  - /tmp:rw,noexec,nosuid,nodev,size=${temporaryMiB}m`,
      },
    ],
    kubernetes: {
      containerSecurity: [{ why: 'only /tmp is writable.', text: 'readOnlyRootFilesystem: true' }],
      volumeMounts: [{ why: 'the only writable folder.', text: '- name: tmp\n  mountPath: /tmp' }],
      volumes: [
        {
          why: 'memory that counts towards the limit.',
          text: `- name: tmp\n  emptyDir:\n    medium: Memory\n    sizeLimit: ${temporaryMiB}Mi`,
        },
      ],
    },
  }),
};
