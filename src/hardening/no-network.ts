import type { HardeningOption } from './option.ts';
import { nist } from './standards.ts';

export const noNetwork: HardeningOption = {
  id: 'no-network',
  title: 'The worker has no network at all',
  why: 'nothing can reach it, and nothing can be sent out from it',
  standards: [nist('4.3.3', 'Poorly separated inter-container network traffic')],
  applies: ({ kind }) => !kind.listens || `an ${kind.id} service has to be reached`,
  effects: () => ({
    runFlags: [{ flag: '--network=none' }],
    compose: [{ why: 'none at all.', text: 'network_mode: none' }],
    isIsolated: true,
  }),
};
