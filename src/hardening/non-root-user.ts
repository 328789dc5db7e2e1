import type { HardeningOption } from './option.ts';
import { cis, owasp, podSecurity } from './standards.ts';

/**
 * The user that the service runs as. The id is above 10000, so that it meets no
 * user of the host, and not 65532, which owns files in distroless images; it is
 * a number in USER, because Kubernetes cannot tell that a name is not root.
 */
const user = { id: 10001, name: 'appuser', group: 'appgroup', home: '/home/appuser' } as const;

/** Said to hadolint and trivy, both of which look at the line above: so one of them is told for the whole file. */
const passOverRoot = '# hadolint global ignore=DL3002\n# trivy:ignore:DS-0002\n';

export const nonRootUser: HardeningOption = {
  id: 'non-root-user',
  title: 'The service runs as a non-root user, set by number',
  why: "an attacker in the container isn't root there, or on the host",
  standards: [
    cis('4.1', 'Ensure that a user for the container has been created'),
    owasp('Rule 2', 'Set a user'),
    podSecurity('Running as Non-root'),
  ],
  otherwise: ({ base }, reason) => ({
    metadata: [
      {
        why: `No separate user: ${reason}`,
        text: `${base.user.id === 0 ? passOverRoot : ''}USER ${base.user.id}:${base.user.id}`,
      },
    ],
  }),
  effects: ({ data }) => ({
    user,
    compose: [{ why: 'by number, as in the image.', text: `user: "${user.id}:${user.id}"` }],
    kubernetes: {
      // The file system of a volume may not support the mapping that a user namespace needs.
      pod: data
        ? []
        : [
            {
              why: 'a user namespace: user ids in the container are ids of nobody on the node.',
              text: 'hostUsers: false',
            },
          ],
      podSecurity: [
        {
          why: 'by number. Kubernetes rejects the pod if the user is root.',
          text: `runAsNonRoot: true\nrunAsUser: ${user.id}\nrunAsGroup: ${user.id}`,
        },
      ],
    },
    assemble: [
      {
        why: 'non-root-user: a separate user and group, so that the number has a name in the image.',
        text: [
          `RUN echo '${user.name}:x:${user.id}:${user.id}::${user.home}:/sbin/nologin' >> /rootfs/etc/passwd \\`,
          `    && echo '${user.group}:x:${user.id}:' >> /rootfs/etc/group \\`,
          `    && mkdir -p /rootfs${user.home}`,
        ].join('\n'),
      },
    ],
    metadata: [
      {
        why: 'non-root-user: by number, because Kubernetes cannot tell whether a name is root.',
        text: `USER ${user.id}:${user.id}`,
      },
    ],
  }),
};
