import type { HardeningOption } from './option.ts';
import { cis, podSecurity } from './standards.ts';

export const seccomp: HardeningOption = {
  id: 'seccomp',
  title: 'The default seccomp profile filters system calls',
  why: 'hundreds of kernel entry points are closed to an attacker',
  standards: [
    cis('5.22', 'Ensure the default seccomp profile is not Disabled'),
    podSecurity('Seccomp'),
  ],
  unsaid: { compose: 'The engine applies its default profile unless a setting disables it.' },
  effects: () => ({
    kubernetes: {
      podSecurity: [
        {
          why: "the runtime's default profile. Kubernetes doesn't use it by default.",
          text: 'seccompProfile:\n  type: RuntimeDefault',
        },
      ],
    },
  }),
};
