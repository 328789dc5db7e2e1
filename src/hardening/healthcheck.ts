import type { HardeningOption, Passage } from './option.ts';
import { quoteExec } from './quote.ts';
import { cis } from './standards.ts';

/** Seconds between probes, and that one may take; seconds at the start in which one may fail; failures. */
const probe = { interval: 30, timeout: 3, start: 5, retries: 3 } as const;

/** Kubernetes takes no notice of what the image says, and asks the endpoints by itself. */
function probes(): Passage[] {
  const httpGet = (path: string) => `  httpGet:\n    path: ${path}\n    port: http`;
  return [
    {
      why: 'it has a minute to answer for the first time.',
      text: `startupProbe:\n${httpGet('/healthz')}\n  periodSeconds: 2\n  failureThreshold: 30`,
    },
    {
      why: 'if it is no longer alive, it is restarted.',
      text: [
        `livenessProbe:\n${httpGet('/healthz')}`,
        `  periodSeconds: ${probe.interval}`,
        `  timeoutSeconds: ${probe.timeout}`,
        `  failureThreshold: ${probe.retries}`,
      ].join('\n'),
    },
    {
      why: 'if it is not ready, or about to stop, it gets no requests.',
      text: `readinessProbe:\n${httpGet('/readyz')}\n  periodSeconds: 5\n  timeoutSeconds: ${probe.timeout}`,
    },
  ];
}

export const healthcheck: HardeningOption = {
  id: 'healthcheck',
  title: 'The image has a health check',
  why: 'the engine notices a service that hangs; no curl needed',
  standards: [
    cis('4.6', 'Ensure that HEALTHCHECK instructions have been added to container images'),
  ],
  // In the image, NONE fails `docker compose up --wait`: https://github.com/docker/compose/issues/13522
  otherwise: (_, reason) => ({
    assemble: [
      {
        why: `No health check: ${reason}\nThis line is for linters only. In the image, NONE would make \`docker compose up --wait\` fail.`,
        text: 'HEALTHCHECK NONE',
      },
    ],
  }),
  applies: ({ kind }) => kind.listens || `a ${kind.id} answers no requests that could be asked for`,
  effects: ({ language }) => ({
    metadata: [
      {
        why: 'healthcheck: the program queries its own /healthz, because the image has no curl and no shell.',
        text: [
          `HEALTHCHECK --interval=${probe.interval}s --timeout=${probe.timeout}s --start-period=${probe.start}s --retries=${probe.retries} \\`,
          `    CMD ${quoteExec([...language.entrypoint, 'healthcheck'])}`,
        ].join('\n'),
      },
    ],
    compose: [
      {
        why: 'the program queries its own /healthz, as in the image.',
        text: [
          'healthcheck:',
          `  test: ${quoteExec(['CMD', ...language.entrypoint, 'healthcheck'])}`,
          `  interval: ${probe.interval}s`,
          `  timeout: ${probe.timeout}s`,
          `  start_period: ${probe.start}s`,
          `  retries: ${probe.retries}`,
        ].join('\n'),
      },
    ],
    kubernetes: { container: probes() },
  }),
};
