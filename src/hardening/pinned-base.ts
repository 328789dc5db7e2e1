import type { HardeningOption } from './option.ts';
import { cis, nist, owasp } from './standards.ts';

export const pinnedBase: HardeningOption = {
  id: 'pinned-base',
  title: 'Every image named in the Dockerfile has a version tag',
  why: 'a build next month starts from the release that you chose, never from whatever is latest',
  standards: [
    cis('4.2', 'Ensure that containers use only trusted base images'),
    nist('4.2.2', 'Stale images in registries'),
    owasp(
      'Rule 9',
      'Integrate container scanning tools into your CI/CD pipeline (base image version pinned)',
    ),
  ],
  always: true,
};
