import type { HardeningOption } from './option.ts';
import { cis, podSecurity } from './standards.ts';

export const seccomp: HardeningOption = {
  id: 'seccomp',
  title: 'System calls are filtered by the default seccomp profile',
  why: 'some fifty rarely used doors into the kernel stay shut',
  standards: [
    cis('5.22', 'Ensure the default seccomp profile is not Disabled'),
    podSecurity('Seccomp'),
  ],
  effects: () => ({
    kubernetes: {
      podSecurity: [
        {
          why: "the runtime's default profile, which Kubernetes leaves out unless told.",
          text: 'seccompProfile:\n  type: RuntimeDefault',
        },
      ],
    },
  }),
};
