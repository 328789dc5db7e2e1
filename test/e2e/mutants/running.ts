import { adding, addingFlag, finishing, flag, http, type Mutant, replacing } from './mutant.ts';

function reachable(title: string, edit: Mutant['edits'][number], says: RegExp): Mutant {
  const edits = [edit];
  return { check: 'loopback-only', title, answers: http, edits, isBuilt: false, says };
}

const loopback = '127.0.0.1:${PORT}';
const everywhere = /published on (0\.0\.0\.0|::)/;

const loopbackOnly: readonly Mutant[] = [
  reachable('published on every address', flag(loopback, '0.0.0.0:${PORT}'), everywhere),
  reachable('published without an address', flag(`${loopback}:`, '${PORT}:'), everywhere),
  reachable('another port published', addingFlag('--publish=0.0.0.0::9999'), everywhere),
  reachable(
    'every port published that is exposed, one more of them',
    addingFlag('--expose=9999\n--publish-all'),
    everywhere,
  ),
  reachable('nothing published', flag(/^--publish=.*$/m), /no port is published/),
  {
    ...reachable('a port that takes a privilege', finishing('EXPOSE 80/udp'), /exposes port 80/),
    isBuilt: true,
  },
  {
    ...reachable('the network of the host', addingFlag('--network=host'), /network of the host/),
    // A port that hardly anything else on this machine has.
    answers: { ...http, port: 28471 },
    isBuilt: true,
    alsoFails: {
      healthcheck: 'its container cannot have the port that another one has',
      'graceful-stop': 'the same',
    },
  },
];

function flagged(
  check: string,
  title: string,
  edit: Mutant['edits'][number],
  says: RegExp,
): Mutant {
  return { check, title, edits: [edit], isBuilt: false, says };
}

const privileges: readonly Mutant[] = [
  flagged('no-capabilities', 'no --cap-drop', flag('--cap-drop=ALL'), /CapBnd of process 1 is/),
  flagged(
    'no-capabilities',
    'one given back',
    addingFlag('--cap-add=NET_BIND_SERVICE'),
    /CapBnd of process 1 is 0+400/,
  ),
  {
    ...flagged('no-capabilities', 'all of them', addingFlag('--privileged'), /CapBnd of process 1/),
    alsoFails: {
      'read-only-rootfs': "a privileged container may write to the kernel's settings in /sys",
      seccomp: 'a privileged container has no filter',
    },
  },
  flagged(
    'no-new-privileges',
    'no flag',
    flag('--security-opt=no-new-privileges'),
    /NoNewPrivs of process 1 is 0/,
  ),
  flagged(
    'no-new-privileges',
    'a flag that says no',
    flag('=no-new-privileges', '=no-new-privileges=false'),
    /NoNewPrivs of process 1 is 0/,
  ),
  flagged(
    'seccomp',
    'no filter',
    addingFlag('--security-opt=seccomp=unconfined'),
    /Seccomp of process 1 is 0/,
  ),
  {
    check: 'seccomp',
    title: 'a filter that lets everything through',
    edits: [
      adding('hardening/all.json', '{"defaultAction": "SCMP_ACT_ALLOW"}'),
      addingFlag('--security-opt=seccomp=hardening/all.json'),
    ],
    isBuilt: false,
    says: /lets through every call that it doesn't name/,
  },
  flagged(
    'seccomp',
    'no other barrier around the kernel',
    addingFlag('--security-opt=systempaths=unconfined'),
    /files in \/proc aren't masked/,
  ),
  {
    ...flagged(
      'no-capabilities',
      'a namespace and a device of the host',
      addingFlag('--uts=host\n--device=/dev/null:/dev/x'),
      /UTSMode is host/,
    ),
    isAlone: true,
  },
  {
    ...flagged(
      'read-only-rootfs',
      'a folder of the host, read-only, where engines mount their own',
      addingFlag('--volume=/tmp:/run/secrets:ro'),
      /mounted, and not declared: \/run\/secrets /,
    ),
    isAlone: true,
  },
  flagged(
    'non-root-user',
    "the group of the engine's socket",
    addingFlag('--group-add=999'),
    /more groups than USER names: 999/,
  ),
  flagged(
    'clean-context',
    'a secret in the environment',
    addingFlag('--env=DB_PASSWORD=x'),
    /looks like a secret: DB_PASSWORD/,
  ),
  flagged(
    'no-network',
    'no flag',
    flag('--network=none'),
    /the network is (default|bridge), not none/,
  ),
  flagged(
    'no-network',
    'the network of the host',
    flag('--network=none', '--network=host'),
    /the network is host, not none/,
  ),
];

const limits = (title: string, edit: Mutant['edits'][number], says: RegExp) =>
  flagged('resource-limits', title, edit, says);

const resourceLimits: readonly Mutant[] = [
  limits('no memory limit', flag(/^--memory.*\n--memory-swap.*$/m), /memory has no limit/),
  limits(
    'a limit above the machine',
    flag(/^--memory.*\n--memory-swap.*$/m, '--memory=1000g\n--memory-swap=1000g'),
    /memory limit is 1024000 MiB, and this machine has/,
  ),
  limits('no limit of swap', flag(/^--memory-swap.*$/m), /swap comes on top/),
  limits('endless swap', flag(/^--memory-swap.*$/m, '--memory-swap=-1'), /swap comes on top/),
  limits('no limit of processes', flag(/^--pids-limit.*$/m), /number of processes has no limit/),
  limits('an endless limit', flag(/^--pids-limit.*$/m, '--pids-limit=-1'), /number of processes/),
  limits('no limit of processor time', flag(/^--cpus.*$/m), /processor time has no limit/),
  limits('the service is not told', flag(/^--env=GOMEMLIMIT.*$/m), /GOMEMLIMIT is not set/),
  limits('told of more', flag('=57MiB', '=65MiB'), /GOMEMLIMIT=65MiB is above the memory limit/),
  limits(
    'told in another unit',
    flag('=57MiB', '=1GiB'),
    /GOMEMLIMIT=1GiB is above the memory limit/,
  ),
  {
    ...limits(
      'the kernel kills one of its processes for want of memory',
      replacing(
        'Dockerfile',
        'ENTRYPOINT ["/app"]',
        'ENTRYPOINT ["/bin/busybox", "sh", "-c", "tail /dev/zero & exec /app"]',
      ),
      /out of memory: the kernel killed a process of the service/,
    ),
    answers: { base: 'alpine', without: ['no-shell'] },
    isBuilt: true,
  },
  limits(
    'told that there is none',
    flag('=57MiB', '=off'),
    /GOMEMLIMIT=off is above the memory limit/,
  ),
];

/** How it runs. */
export const runningMutants: readonly Mutant[] = [
  ...loopbackOnly,
  ...privileges,
  ...resourceLimits,
];
