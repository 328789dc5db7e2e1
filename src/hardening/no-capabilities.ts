import type { HardeningOption } from './option.ts';
import { cis, owasp, podSecurity } from './standards.ts';

export const noCapabilities: HardeningOption = {
  id: 'no-capabilities',
  title: "The service has no Linux capabilities and can't gain any",
  why: "root's powers are removed; a service above port 1024 needs none",
  standards: [
    cis('5.4', 'Ensure that Linux kernel capabilities are restricted within containers'),
    owasp('Rule 3', 'Limit capabilities'),
    podSecurity('Capabilities'),
  ],
  effects: () => ({
    runFlags: [{ flag: '--cap-drop=ALL' }],
    compose: [{ why: 'none is kept.', text: 'cap_drop:\n  - ALL' }],
    kubernetes: {
      containerSecurity: [{ why: 'none is kept.', text: 'capabilities:\n  drop:\n    - ALL' }],
    },
  }),
};
