import type { Answers } from '../answers/parse.ts';
import type {
  Effects,
  EnvironmentVariable,
  HardeningOption,
  ManifestSlot,
  Passage,
  Service,
} from '../hardening/option.ts';
import { options } from '../hardening/options.ts';
import { podSecurity } from '../hardening/standards.ts';
import { environmentOf, passagesOf } from './passages.ts';

/** What the manifests are filled with. */
export interface Kubernetes extends Readonly<Record<ManifestSlot, readonly Passage[]>> {
  /** Values as YAML has them. */
  readonly environment: readonly EnvironmentVariable[];
  /** Pods that run at a time: a worker works by itself, and may not be meant to run twice. */
  readonly replicas: number;
  /** How pods are replaced by those of a new image. */
  readonly strategy: { readonly type: 'RollingUpdate' | 'Recreate'; readonly why: string };
  /** Whether no traffic gets in or out. */
  readonly isIsolated: boolean;
}

/** Puts the options' effects into the words of Kubernetes. Pure. */
export function planKubernetes(
  answers: Answers,
  { kind }: Service,
  effects: readonly Effects[],
): Kubernetes {
  const slot = (name: ManifestSlot) =>
    passagesOf(answers, effects, ({ kubernetes }) => kubernetes?.[name]);
  return {
    pod: slot('pod'),
    podSecurity: slot('podSecurity'),
    container: slot('container'),
    containerSecurity: slot('containerSecurity'),
    volumeMounts: slot('volumeMounts'),
    volumes: slot('volumes'),
    environment: environmentOf(effects),
    replicas: kind.listens ? 2 : 1,
    strategy: kind.listens
      ? { type: 'RollingUpdate', why: 'A new pod answers before an old one goes.' }
      : {
          type: 'Recreate',
          why: 'The old pod is gone before the new one starts: none works twice.',
        },
    isIsolated: effects.some(({ isIsolated }) => isIsolated),
  };
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
