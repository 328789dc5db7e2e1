import { addingFlag, http, type Mutant, replacing } from './mutant.ts';
import type { BrokenSource } from './source.ts';

function unhealthy(title: string, edits: Mutant['edits'], says: RegExp): Mutant {
  return { check: 'healthcheck', title, answers: http, edits, isBuilt: true, says };
}

const instruction = /^HEALTHCHECK .*\\\n.*$/m;

const healthcheck = (source: BrokenSource): readonly Mutant[] => [
  unhealthy(
    'no HEALTHCHECK',
    [replacing('Dockerfile', instruction, '')],
    /the image has no HEALTHCHECK/,
  ),
  unhealthy(
    'a probe for a shell',
    [replacing('Dockerfile', 'CMD ["/app", "healthcheck"]', 'CMD /app healthcheck')],
    /not in exec form/,
  ),
  {
    ...unhealthy(
      'a probe that says yes to all',
      [source.probeSaysYes],
      // On a busy machine, it may take more than its second, and is found out by the last step.
      /hangs is not found unhealthy|without a service ends with 0/,
    ),
    isForAll: 'in CI',
  },
  {
    ...unhealthy(
      'a probe that says no to all',
      [source.probeSaysNo],
      /at work is \w+, not healthy/,
    ),
    isForAll: 'on demand',
  },
  {
    ...unhealthy(
      'a probe that ends with 2, which Docker keeps for itself',
      [source.probeEndsWithTwo],
      /the probe without a service ends with 2/,
    ),
    isForAll: 'on demand',
  },
  {
    ...unhealthy(
      'another probe by a flag, which says yes to all',
      [addingFlag('--health-cmd=exit')],
      /at work is \w+, not healthy/,
    ),
    isBuilt: false,
  },
];

const withShell = { base: 'alpine', without: ['no-shell'] };
const entrypoint = (line: string) => replacing('Dockerfile', 'ENTRYPOINT ["/app"]', line);

function unstoppable(title: string, edits: Mutant['edits'], says: RegExp): Mutant {
  return { check: 'graceful-stop', title, edits, isBuilt: true, says };
}

const gracefulStop = (source: BrokenSource): readonly Mutant[] => [
  {
    ...unstoppable(
      'SIGTERM is ignored',
      [source.ignoresSignal],
      /did not stop by itself and was killed/,
    ),
    isForAll: 'on demand',
  },
  {
    ...unstoppable('SIGTERM is not handled', [source.leavesSignal.edit], source.leavesSignal.says),
    isForAll: 'in CI',
  },
  {
    ...unstoppable(
      'it takes half a minute to stop',
      [source.stopsSlowly],
      /did not stop by itself and was killed/,
    ),
    isForAll: 'on demand',
  },
  {
    ...unstoppable('it ends with 3', [source.endsWithThree], /ended with 3, not with 0/),
    isForAll: 'on demand',
  },
  {
    ...unstoppable(
      'the request in hand is dropped',
      [source.dropsRequest],
      /request in hand .* was not answered/,
    ),
    answers: http,
    isForAll: 'on demand',
  },
  {
    ...unstoppable('a shell as process 1', [entrypoint('ENTRYPOINT /app')], /not in exec form/),
    answers: withShell,
  },
  {
    ...unstoppable(
      'a shell as process 1 that is not called one',
      [entrypoint('ENTRYPOINT ["/bin/busybox", "sh", "-c", "/app; true"]')],
      /did not stop by itself and was killed/,
    ),
    answers: withShell,
  },
  unstoppable(
    'CMD in place of ENTRYPOINT',
    [entrypoint('CMD ["/app"]')],
    /the image has no ENTRYPOINT/,
  ),
];

/** What the service does when it is asked, and when it is told to stop. */
export const behaviourMutants = (source: BrokenSource): readonly Mutant[] => [
  ...healthcheck(source),
  ...gracefulStop(source),
];
