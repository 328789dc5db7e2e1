import type { HardeningOption } from './option.ts';
import { nist } from './standards.ts';

export const noNetwork: HardeningOption = {
  id: 'no-network',
  title: 'The worker has no network',
  why: 'nothing can reach it, and it can send nothing out',
  standards: [nist('4.3.3', 'Poorly separated inter-container network traffic')],
  applies: ({ kind, source }) => {
    if (kind.listens) return `an ${kind.id} service has to be reached`;
    return source === 'sample' || 'a worker that exists may use the network';
  },
  effects: () => ({
    runFlags: [{ flag: '--network=none' }],
    compose: [{ why: 'none at all.', text: 'network_mode: none' }],
    isIsolated: true,
  }),
};
