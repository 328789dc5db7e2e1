import type { EnvironmentVariable, Passage, Service } from '../hardening/option.ts';
import { addressOf, type Part } from './parts.ts';
import { environmentOf, passagesOf } from './passages.ts';

/** What compose.yaml is filled with. */
export interface Compose {
  /** Keys of the service. */
  readonly service: readonly Passage[];
  readonly volumes: readonly Passage[];
  /** Values as YAML has them. */
  readonly environment: readonly EnvironmentVariable[];
}

/** Puts the parts' effects into the words of compose. Pure. */
export function planCompose({ kind, port }: Service, parts: readonly Part[]): Compose {
  const address = addressOf(parts);
  const ports: Passage = {
    why: address
      ? 'loopback-only: reached from this machine, and from no other.'
      : 'Every network that this machine is on can reach it.',
    text: publishedPorts(address, port),
  };
  return {
    service: [...(kind.listens ? [ports] : []), ...passagesOf(parts, ({ compose }) => compose)],
    volumes: passagesOf(parts, ({ composeVolumes }) => composeVolumes),
    environment: environmentOf(parts.map(({ effects }) => effects)),
  };
}

/** The key that publishes a port, on an address or on all of them. */
export function publishedPorts(address: string | undefined, port: number): string {
  return `ports:\n  - "${address ? `${address}:` : ''}\${PORT:-${port}}:${port}"`;
}
