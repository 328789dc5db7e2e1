import type { HardeningOption, Passage, Service } from './option.ts';
import { quoteExec } from './quote.ts';
import { cis } from './standards.ts';

/** Seconds between probes, and that one may take; seconds at the start in which one may fail; failures. */
const probe = { interval: 30, timeout: 3, start: 5, retries: 3 } as const;

/** Words that ask the service for its health. */
function probeOf({ language: { entrypoint, probe = [...entrypoint, 'healthcheck'] } }: Service) {
  return probe;
}

/** Seconds at the start in which a probe may fail. */
function startOf({ language: { startSeconds = probe.start } }: Service): number {
  return startSeconds;
}

/** What asks for it, as the start of a sentence. */
function askingOf({ source, health: { alive } }: Service): string {
  return source === 'sample'
    ? `the program queries its own ${alive}`
    : `a small program queries ${alive}`;
}

/** Kubernetes takes no notice of what the image says, and asks the endpoints by itself. */
function probes({ health: { alive, ready }, language: { startSeconds = 60 } }: Service): Passage[] {
  const httpGet = (path: string) => `  httpGet:\n    path: ${path}\n    port: http`;
  return [
    {
      why: `it has ${startSeconds} seconds to answer for the first time.`,
      text: `startupProbe:\n${httpGet(alive)}\n  periodSeconds: 2\n  failureThreshold: ${Math.ceil(startSeconds / 2)}`,
    },
    {
      why: 'if it is no longer alive, it is restarted.',
      text: [
        `livenessProbe:\n${httpGet(alive)}`,
        `  periodSeconds: ${probe.interval}`,
        `  timeoutSeconds: ${probe.timeout}`,
        `  failureThreshold: ${probe.retries}`,
      ].join('\n'),
    },
    {
      why: 'if it is not ready, or about to stop, it gets no requests.',
      text: `readinessProbe:\n${httpGet(ready)}\n  periodSeconds: 5\n  timeoutSeconds: ${probe.timeout}`,
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
  effects: (service) => ({
    metadata: [
      {
        why: `healthcheck: ${askingOf(service)}, because the image has no curl and no shell.`,
        text: [
          `HEALTHCHECK --interval=${probe.interval}s --timeout=${probe.timeout}s --start-period=${startOf(service)}s --retries=${probe.retries} \\`,
          `    CMD ${quoteExec(probeOf(service))}`,
        ].join('\n'),
      },
    ],
    compose: [
      {
        why: `${askingOf(service)}, as in the image.`,
        text: [
          'healthcheck:',
          `  test: ${quoteExec(['CMD', ...probeOf(service)])}`,
          `  interval: ${probe.interval}s`,
          `  timeout: ${probe.timeout}s`,
          `  start_period: ${startOf(service)}s`,
          `  retries: ${probe.retries}`,
        ].join('\n'),
      },
    ],
    kubernetes: { container: probes(service) },
  }),
};
