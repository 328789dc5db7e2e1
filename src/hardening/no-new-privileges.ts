import type { HardeningOption } from './option.ts';
import { cis, owasp, podSecurity } from './standards.ts';

export const noNewPrivileges: HardeningOption = {
  id: 'no-new-privileges',
  title: 'The kernel grants the service no new privileges',
  why: 'even a setuid program that got in would gain nothing',
  standards: [
    cis('5.26', 'Ensure that the container is restricted from acquiring additional privileges'),
    owasp('Rule 4', 'Prevent in-container privilege escalation'),
    podSecurity('Privilege Escalation'),
  ],
  effects: () => ({
    runFlags: [{ flag: '--security-opt=no-new-privileges' }],
    compose: [
      {
        why: 'no program gives its caller more rights than it has.',
        text: 'security_opt:\n  - no-new-privileges:true',
      },
    ],
    kubernetes: {
      containerSecurity: [
        {
          why: 'no program gives its caller more rights than it has.',
          text: 'allowPrivilegeEscalation: false',
        },
      ],
    },
  }),
};
