import type { HardeningOption } from './option.ts';
import { quoteExec } from './quote.ts';

/** Seconds between SIGTERM and SIGKILL: Kubernetes' own default, and more than any request may take. */
const graceSeconds = 30;

export const gracefulStop: HardeningOption = {
  id: 'graceful-stop',
  title: 'The service runs as PID 1 and shuts down on SIGTERM',
  why: 'a deployment loses no request',
  standards: [
    {
      name: 'Docker, Dockerfile reference: exec form ENTRYPOINT',
      url: 'https://docs.docker.com/reference/dockerfile/#exec-form-entrypoint-example',
    },
    {
      name: 'Kubernetes, Pod lifecycle: termination of Pods',
      url: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
    },
  ],
  always: true,
  effects: ({ language, source }) => ({
    metadata: [
      {
        why: 'graceful-stop: no shell in between, so the program is PID 1 and receives the signals.',
        text: `ENTRYPOINT ${quoteExec(language.entrypoint)}`,
      },
    ],
    ...(language.needsInit && { runFlags: [{ flag: '--init' }] }),
    compose: [
      ...(language.needsInit
        ? [
            {
              why: 'an init is process 1, because process 1 ignores signals without a handler.',
              text: 'init: true',
            },
          ]
        : []),
      {
        why: 'time to finish running requests before it is killed.',
        text: `stop_grace_period: ${graceSeconds}s`,
      },
    ],
    kubernetes: {
      pod: [
        ...(language.needsInit
          ? [
              {
                why: "the pod's own process is process 1, because process 1 ignores signals without a handler.",
                text: 'shareProcessNamespace: true',
              },
            ]
          : []),
        {
          why: 'seconds to finish running requests before it is killed.',
          text: `terminationGracePeriodSeconds: ${graceSeconds}`,
        },
      ],
    },
    settings: {
      STOP_EXIT_CODES: language.stopExitCodes.join(' '),
      // The usual way of stopping a server drops a request whose head is not complete.
      ...(source === 'sample' && { ANSWERS_HALF_REQUESTS: 'yes' }),
    },
  }),
};
