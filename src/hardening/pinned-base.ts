import type { HardeningOption } from './option.ts';
import { cis, nist, owasp } from './standards.ts';

export const pinnedBase: HardeningOption = {
  id: 'pinned-base',
  title: 'Every image in the Dockerfile has a version tag',
  why: 'a build next week starts from the same release as today',
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
