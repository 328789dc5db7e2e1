import type { HardeningOption } from './option.ts';
import { cis, owasp } from './standards.ts';

/** Processes and threads that the container may have, and the share of processors, in cores. */
const limits = { pids: 128, cpus: 1 } as const;

/** Thousandths of a core that a cluster sets aside for a pod. */
const requestedMillicores = 100;

/** What the machine of a pod keeps of its log, and all else that it writes to disk, in MiB. */
const ephemeralMiB = 128;

export const resourceLimits: HardeningOption = {
  id: 'resource-limits',
  title: 'Memory, processes and CPU are limited',
  why: 'a leak or a fork bomb stops at the container',
  standards: [
    cis('5.11', 'Ensure that the memory usage for containers is limited'),
    cis('5.12', 'Ensure that CPU priority is set appropriately on containers'),
    cis('5.29', 'Ensure that the PIDs cgroup limit is used'),
    owasp('Rule 7', 'Limit resources'),
  ],
  effects: ({ language: { memory } }) => ({
    runFlags: [
      { flag: `--memory=${memory.limitMiB}m` },
      { flag: `--memory-swap=${memory.limitMiB}m` },
      { flag: `--pids-limit=${limits.pids}` },
      { flag: `--cpus=${limits.cpus}` },
    ],
    compose: [
      {
        why: 'memory without swap, processes and threads, cores.',
        text: [
          `mem_limit: ${memory.limitMiB}m`,
          `memswap_limit: ${memory.limitMiB}m`,
          `pids_limit: ${limits.pids}`,
          `cpus: ${limits.cpus}`,
        ].join('\n'),
      },
    ],
    kubernetes: {
      container: [
        {
          why: 'limits, and the share that is reserved. The number of processes per pod\nis a setting of the kubelet (podPidsLimit).',
          text: [
            'resources:',
            '  requests:',
            `    cpu: ${requestedMillicores}m`,
            `    memory: ${memory.limitMiB}Mi`,
            `    ephemeral-storage: ${ephemeralMiB}Mi`,
            '  limits:',
            `    cpu: "${limits.cpus}"`,
            `    memory: ${memory.limitMiB}Mi`,
            `    ephemeral-storage: ${ephemeralMiB}Mi`,
          ].join('\n'),
        },
      ],
    },
    ...(memory.told && {
      environment: [
        {
          name: memory.told.variable,
          value: memory.told.value(memory.limitMiB),
          why: 'the runtime stays below the memory limit by itself.',
        },
      ],
      settings: { MEMORY_VARIABLE: memory.told.variable },
    }),
  }),
};
