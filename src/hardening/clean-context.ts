import type { HardeningOption } from './option.ts';
import { cis, nist } from './standards.ts';

export const cleanContext: HardeningOption = {
  id: 'clean-context',
  title: 'The build sees the source and nothing else in the folder',
  why: 'keys, .env files and git history never reach the build',
  standards: [
    cis('4.10', 'Ensure secrets are not stored in Dockerfiles'),
    nist('4.1.4', 'Embedded clear text secrets'),
  ],
  always: true,
};
