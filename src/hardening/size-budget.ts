import type { HardeningOption } from './option.ts';
import { nist } from './standards.ts';

export const sizeBudget: HardeningOption = {
  id: 'size-budget',
  title: 'The image keeps to a budget of bytes',
  why: 'a stray file of test data or a toolchain is noticed on the day that it gets in',
  standards: [nist('4.1.1', 'Image vulnerabilities')],
  effects: ({ base, language }) => ({
    settings: { SIZE_BUDGET: language.sizeBudget + base.sizeBudget },
  }),
};
