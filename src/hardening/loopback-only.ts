import type { HardeningOption } from './option.ts';
import { cis } from './standards.ts';

export const loopbackOnly: HardeningOption = {
  id: 'loopback-only',
  title: 'The port is published on 127.0.0.1 only and needs no privilege',
  why: 'on a hotel network, your laptop serves only you',
  standards: [
    cis('5.8', 'Ensure privileged ports are not mapped within containers'),
    cis('5.14', 'Ensure that incoming container traffic is bound to a specific host interface'),
  ],
  applies: ({ kind }) => kind.listens || `a ${kind.id} publishes no port`,
  unsaid: {
    kubernetes:
      'A pod publishes no port on its node: the Service and the NetworkPolicy decide who reaches it.',
  },
  effects: () => ({ publishOn: '127.0.0.1' }),
};
