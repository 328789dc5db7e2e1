import {
  addingFlag,
  assembling,
  compiling,
  finishing,
  flag,
  type Mutant,
  replacing,
} from './mutant.ts';

function as(title: string, to: string, says: RegExp): Mutant {
  const edits = [replacing('Dockerfile', /^USER .*\n/m, to)];
  return { check: 'non-root-user', title, edits, isBuilt: true, says };
}

const notTwoNumbers = /not a user and a group by number/;

const nonRootUser: readonly Mutant[] = [
  as('no USER', '', notTwoNumbers),
  as('USER 0:0', 'USER 0:0\n', notTwoNumbers),
  as('USER 00:00, which is 0 as well', 'USER 00:00\n', notTwoNumbers),
  as('a group that is 0', 'USER 10001:0\n', notTwoNumbers),
  as('no group', 'USER 10001\n', notTwoNumbers),
  as('a name, of which Kubernetes cannot tell', 'USER appuser:appgroup\n', notTwoNumbers),
  {
    check: 'non-root-user',
    title: 'root by a flag, whatever the image says',
    edits: [addingFlag('--user=0:0')],
    isBuilt: false,
    says: /process 1 has an id or a group that is 0/,
  },
  {
    check: 'non-root-user',
    title: 'the group root in addition to its own',
    edits: [addingFlag('--group-add=0')],
    isBuilt: false,
    says: /process 1 has an id or a group that is 0/,
  },
];

function leaving(title: string, command: string, says: RegExp): Mutant {
  const edits = [assembling(command)];
  return { check: 'read-only-rootfs', title, edits, isBuilt: true, says };
}

function mounting(title: string, edit: Mutant['edits'][number], says: RegExp): Mutant {
  return { check: 'read-only-rootfs', title, edits: [edit], isBuilt: false, says };
}

const tmpfs = /^--tmpfs=.*$/m;

const readOnlyRootfs: readonly Mutant[] = [
  leaving(
    'a file that belongs to the user',
    'touch /rootfs/etc/own && chown 10001:10001 /rootfs/etc/own && chmod 400 /rootfs/etc/own',
    /written in the image: \/etc\/own/,
  ),
  leaving(
    'a file that everybody may write to',
    'install -m 666 /dev/null /rootfs/etc/open',
    /written in the image: \/etc\/open/,
  ),
  leaving(
    'a name with spaces, an arrow and a letter of two bytes',
    "touch '/rootfs/etc/a -> ü b' && chmod 666 '/rootfs/etc/a -> ü b'",
    /written in the image: \/etc\/a -> .+ b/,
  ),
  leaving(
    'a folder that its group may write to',
    'install -d -m 775 -g 10001 /rootfs/srv',
    /written in the image: \/srv/,
  ),
  leaving(
    'a folder like /tmp, where everybody may add files',
    'install -d -m 1777 /rootfs/var/tmp',
    /written in the image: \/var\/tmp/,
  ),
  mounting('no --read-only', flag(/^--read-only$/m), /mounted for writing: \/ /),
  mounting(
    'programs may be started from /tmp',
    flag(tmpfs, '--tmpfs=/tmp:rw,exec,nosuid,nodev,size=16m'),
    /mounted for writing: \/tmp/,
  ),
  mounting('a /tmp without a size', flag(tmpfs, '--tmpfs=/tmp:rw'), /no limit of size: .*\/tmp/),
  mounting(
    'a /tmp of size 0, which means no limit',
    flag(tmpfs, '--tmpfs=/tmp:rw,size=0'),
    /no limit of size: .*\/tmp/,
  ),
  mounting(
    'programs may be started from shared memory',
    addingFlag('--tmpfs=/dev/shm:rw,exec,size=16m'),
    /can be started from \/dev\/shm/,
  ),
  mounting('a mounted volume', addingFlag('--volume=/data'), /mounted for writing: \/data/),
  mounting(
    'a folder of the host, hidden among devices',
    addingFlag('--volume=/var/tmp:/dev/host'),
    /mounted for writing: \/dev\/host/,
  ),
  {
    check: 'read-only-rootfs',
    title: 'VOLUME in the image',
    edits: [finishing('VOLUME /data')],
    isBuilt: true,
    says: /mounted for writing: \/data/,
  },
];

const capability = `printf 'package main\\nimport "syscall"\\nfunc main() {\\n\
if err := syscall.Setxattr("/rootfs/etc/tool", "security.capability", \
[]byte{1, 0, 0, 2, 0, 4, 19: 0}, 0); err != nil { panic(err) } }' >/tmp/main.go \\
    && touch /rootfs/etc/tool && go run /tmp/main.go`;

function raising(title: string, edits: Mutant['edits'], says: RegExp): Mutant {
  return { check: 'no-setuid', title, edits, isBuilt: true, says };
}

const noSetuid: readonly Mutant[] = [
  raising('setuid', [compiling('chmod u+s /service/app')], /setuid or setgid: \/app in layer 2/),
  raising('setgid', [compiling('chmod g+s /service/app')], /setuid or setgid: \/app in layer 2/),
  raising(
    'setuid on what cannot be started yet',
    [assembling('touch /rootfs/etc/tool && chmod 4600 /rootfs/etc/tool')],
    /setuid or setgid: \/etc\/tool in layer 1/,
  ),
  raising(
    'setuid in a layer below, where a later one takes it away',
    [
      assembling(
        'touch /rootfs/etc/tool && chmod 4600 /rootfs/etc/tool && mkdir -p /plain/etc && touch /plain/etc/tool',
      ),
      finishing('COPY --from=runtime /plain/ /'),
    ],
    /setuid or setgid: \/etc\/tool in layer 1/,
  ),
  raising('a capability of a file', [assembling(capability)], /a capability in layer 1/),
];

/** What is in the image. */
export const fileMutants: readonly Mutant[] = [...nonRootUser, ...readOnlyRootfs, ...noSetuid];
