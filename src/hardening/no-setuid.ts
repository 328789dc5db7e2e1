import type { HardeningOption } from './option.ts';
import { cis } from './standards.ts';

export const noSetuid: HardeningOption = {
  id: 'no-setuid',
  title: 'No file gives its caller more rights than the caller has',
  why: 'no setuid or setgid bit and no file capability, so no path to root',
  standards: [cis('4.8', 'Ensure setuid and setgid permissions are removed')],
  forbids: 'setuid',
  effects: () => ({
    seal: [
      {
        why: 'no-setuid: files that would run with the rights of their owner lose that bit.',
        command: (folder) => `find ${folder} -perm /6000 -exec chmod a-s {} +`,
      },
    ],
  }),
};
