import type { Answers } from '../answers/parse.ts';
import { filesOf } from '../extras/extra.ts';
import { kubernetes } from '../extras/kubernetes.ts';
import type {
  EnvironmentVariable,
  HardeningOption,
  ManifestSlot,
  Passage,
  Service,
} from '../hardening/option.ts';
import { options } from '../hardening/options.ts';
import { podSecurity } from '../hardening/standards.ts';
import type { Part } from './parts.ts';
import { environmentOf, passagesOf } from './passages.ts';

/** What the manifests are filled with. */
export interface Kubernetes extends Readonly<Record<ManifestSlot, readonly Passage[]>> {
  /** Values as YAML has them. */
  readonly environment: readonly EnvironmentVariable[];
  /** How many pods run at a time, and how pods of a new image replace them. */
  readonly rollout: Rollout;
  /** How much of a volume is asked for; empty where none is. */
  readonly storage: string;
  /** Files of deploy/ that are applied, as the kustomization names them. */
  readonly resources: readonly string[];
  /** Whether no traffic gets in or out. */
  readonly isIsolated: boolean;
}

interface Rollout {
  readonly replicas: number;
  readonly type: 'RollingUpdate' | 'Recreate';
  readonly why: string;
  /** What kube-score is told to pass over, if anything. */
  readonly passedOver: readonly { readonly why: string; readonly rules: string }[];
}

/** What a service that listens can do, one that works by itself, and one that keeps data. */
const rollouts = {
  many: {
    replicas: 2,
    type: 'RollingUpdate',
    why: 'A new pod answers before an old one stops.',
    passedOver: [],
  },
  worker: {
    replicas: 1,
    type: 'Recreate',
    why: 'The old pod ends before the new one starts, so no work is done twice.',
    passedOver: [],
  },
  keeper: {
    replicas: 1,
    type: 'Recreate',
    why: 'The old pod ends before the new one starts, because only one machine can mount the volume.',
    passedOver: [
      {
        why: 'It requires a second pod, which could not mount the volume.',
        rules: 'deployment-replicas,deployment-strategy',
      },
    ],
  },
} as const satisfies Record<string, Rollout>;

/** Puts the parts' effects into the words of Kubernetes. Pure. */
export function planKubernetes(service: Service, parts: readonly Part[]): Kubernetes {
  const effects = parts.map((part) => part.effects);
  const slot = (name: ManifestSlot) => passagesOf(parts, ({ kubernetes }) => kubernetes?.[name]);
  const storage = effects.find((effect) => effect.storage)?.storage ?? '';
  return {
    pod: slot('pod'),
    podSecurity: slot('podSecurity'),
    container: slot('container'),
    containerSecurity: slot('containerSecurity'),
    volumeMounts: slot('volumeMounts'),
    volumes: slot('volumes'),
    environment: environmentOf(effects),
    rollout: rolloutOf(service, storage),
    storage,
    resources: filesOf(kubernetes, service)
      .filter(({ path }) => path.startsWith('deploy/'))
      .map(({ path }) => path.replace('deploy/', ''))
      .filter((path) => path !== 'kustomization.yaml'),
    isIsolated: effects.some(({ isIsolated }) => isIsolated),
  };
}

function rolloutOf({ kind }: Service, storage: string): Rollout {
  if (storage !== '') return rollouts.keeper;
  return kind.listens ? rollouts.many : rollouts.worker;
}

/** Says which options Pod Security Standards restricted asks for, where some of them are left out. */
export function admissionNotices({ extras, chosen }: Answers): string[] {
  if (!extras?.includes('kubernetes')) return [];
  const missing = options.filter(
    (option) => isAskedFor(option) && !chosen.some(({ id }) => id === option.id),
  );
  if (missing.length === 0) return [];
  const names = missing.map(({ id }) => id).join(', ');
  return [
    `A namespace with Pod Security Standards restricted does not let deploy/ in: it asks for ${names}.`,
  ];
}

/** Whether a control of that profile is what the option comes from. */
function isAskedFor({ standards }: HardeningOption): boolean {
  const { url } = podSecurity('');
  return standards.some((standard) => standard.url === url);
}
