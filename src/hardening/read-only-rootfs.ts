import type { HardeningOption } from './option.ts';
import { cis, nist, owasp } from './standards.ts';

/** Size of /tmp, the one place that can be written, in MiB. It counts against the memory limit. */
const temporaryMiB = 16;

export const readOnlyRootfs: HardeningOption = {
  id: 'read-only-rootfs',
  title: 'Nothing in the file system can be changed by the service',
  why: 'no code can be dropped, no configuration changed, in the image and while it runs',
  standards: [
    cis('5.13', "Ensure that the container's root filesystem is mounted as read only"),
    nist('4.4.4', 'App vulnerabilities'),
    owasp('Rule 8', 'Set filesystem and volumes to read-only'),
  ],
  forbids: 'writable-paths',
  effects: () => ({
    seal: [
      {
        why: 'read-only-rootfs: all belongs to root, and nobody else may write to any of it.',
        text: 'RUN chmod -R go-w /rootfs',
      },
    ],
    runFlags: [
      { flag: '--read-only' },
      { flag: `--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=${temporaryMiB}m` },
      { flag: '--read-only-tmpfs=false', engine: 'podman' },
    ],
  }),
};
