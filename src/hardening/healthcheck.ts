import type { HardeningOption } from './option.ts';
import { quoteExec } from './quote.ts';
import { cis } from './standards.ts';

export const healthcheck: HardeningOption = {
  id: 'healthcheck',
  title: 'The image says how to ask the service whether it is well',
  why: 'the engine notices a service that hangs; the program asks itself, no curl needed',
  standards: [
    cis('4.6', 'Ensure that HEALTHCHECK instructions have been added to container images'),
  ],
  applies: ({ kind }) => kind.listens || `a ${kind.id} answers no requests that could be asked for`,
  effects: ({ language }) => ({
    metadata: [
      {
        why: 'healthcheck: the program asks its own /healthz; there is no curl here, and no shell.',
        text: [
          'HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \\',
          `    CMD ${quoteExec([...language.entrypoint, 'healthcheck'])}`,
        ].join('\n'),
      },
    ],
  }),
};
