import type { HardeningOption } from './option.ts';
import { cis, owasp } from './standards.ts';

/** Processes and threads that the container may have, and the share of processors, in cores. */
const limits = { pids: 128, cpus: 1 } as const;

export const resourceLimits: HardeningOption = {
  id: 'resource-limits',
  title: 'Memory, processes and processor time are limited',
  why: 'a leak or a fork bomb stops at the container, not at the host',
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
      ...(memory.told
        ? [{ flag: `--env=${memory.told.variable}=${memory.told.value(memory.limitMiB)}` }]
        : []),
    ],
    ...(memory.told && { settings: { MEMORY_VARIABLE: memory.told.variable } }),
  }),
};
