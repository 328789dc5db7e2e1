import { join } from 'node:path';
import type { Answers } from '../answers/parse.ts';
import type { Digests } from '../images/reference.ts';
import { imagesToPin } from '../plan/plan.ts';
import type { Resolution } from '../registry/digests.ts';
import type { Destination } from './destination.ts';
import { readText } from './folder.ts';

/** The digests that a project's images are named with. */
export interface Pinning {
  readonly digests: Digests;
  /** Why some are missing: one sentence, or none. */
  readonly notices: readonly string[];
}

export const unpinned: Pinning = { digests: new Map(), notices: [] };

/** The files of a project that name images; the first to have a digest of one says which it is. */
const pinnedFiles = ['Dockerfile', 'hardening/settings.sh'];

/** What a service is so far. */
interface Service {
  readonly answers: Answers;
  readonly destination: Destination;
  /** Whether it only adds to a project: to pin is not among that. */
  readonly isAddition?: boolean;
}

/**
 * Services with the digests of the images that they are to name by digest. An existing digest
 * stays, because a person or a bot may have set it. Registries are queried for the others, all at once
 * and once per image, and not at all if no service wants digests.
 */
export async function withDigests<S extends Service>(
  services: readonly S[],
): Promise<readonly (S & { readonly pinning?: Pinning })[]> {
  const wanted = services.map(({ answers, destination }) => {
    const references = imagesToPin(answers, destination.surroundings.today);
    return { references, kept: keptDigests(destination.folder, references) };
  });
  const missing = wanted.flatMap(({ references, kept }, index) =>
    references.filter((reference) => !kept.has(reference) && !services[index]?.isAddition),
  );
  const resolved = await askFor([...new Set(missing)]);
  return services.map((service, index) => {
    const { references = [], kept = new Map() } = wanted[index] ?? {};
    return references.length > 0
      ? { ...service, pinning: pinningOf(references, kept, resolved) }
      : service;
  });
}

/** Loaded where it is needed: most runs ask no network for anything. */
async function askFor(references: readonly string[]): Promise<ReadonlyMap<string, Resolution>> {
  if (references.length === 0) return new Map();
  const { resolveDigests } = await import('../registry/digests.ts');
  return resolveDigests(references);
}

/** All images of a project have their digests or none has: nothing is half pinned. */
function pinningOf(
  references: readonly string[],
  kept: Digests,
  resolved: ReadonlyMap<string, Resolution>,
): Pinning {
  const problems: string[] = [];
  const found = new Map(kept);
  for (const reference of references) {
    const resolution = resolved.get(reference);
    if (kept.has(reference) || !resolution) continue;
    if ('digest' in resolution) found.set(reference, resolution.digest);
    else problems.push(`${reference}: ${resolution.problem}`);
  }
  const [first] = problems;
  if (first === undefined) return { digests: found, notices: [] };
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return {
    digests: new Map(),
    notices: [
      `Images aren't pinned by digest. ${first}${more}. Run make pin later to add the digests.`,
    ],
  };
}

/** The digests that the files of a project name these images by. */
function keptDigests(folder: string, references: readonly string[]): Digests {
  const kept = new Map<string, string>();
  if (references.length === 0) return kept;
  for (const text of pinnedFiles.map((path) => readText(join(folder, path)) ?? ''))
    for (const reference of references) {
      const digest = digestBeside(reference, text);
      if (digest && !kept.has(reference)) kept.set(reference, digest);
    }
  return kept;
}

function digestBeside(reference: string, text: string): string | undefined {
  const literal = reference.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\w./:-])${literal}@(sha256:[0-9a-f]{64})(?![0-9a-f])`);
  return pattern.exec(text)?.[1];
}
