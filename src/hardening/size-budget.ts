import type { HardeningOption } from './option.ts';
import { nist } from './standards.ts';

export const sizeBudget: HardeningOption = {
  id: 'size-budget',
  title: 'The image stays within a size limit',
  why: 'a toolchain or test data copied by accident is noticed the same day',
  standards: [nist('4.1.1', 'Image vulnerabilities')],
  effects: ({ base, language }) => ({
    settings: { SIZE_BUDGET: language.sizeBudget + base.sizeBudget },
  }),
};
