import { createHash } from 'node:crypto';
import { type Answer, ask, RegistryProblem } from './exchange.ts';
import { type ImageName, parseReference } from './image-name.ts';
import { authorizationFor } from './login.ts';
import { statusProblem } from './status.ts';

/** The digest of an image, or a sentence on why it is not available. */
export type Resolution = { readonly digest: string } | { readonly problem: string };

/** An image for one platform, or an index of those for many: that comes first, and is what is pinned. */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Milliseconds in which all that is asked has to be answered. */
const timeLimit = 10_000;

/**
 * Asks registries, all at once, which digests tags have now. Whatever a registry does, there is an
 * answer for each reference before the time is up.
 *
 * @param references full ones, as imageReference makes them
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */
export async function resolveDigests(
  references: readonly string[],
  limit = timeLimit,
): Promise<ReadonlyMap<string, Resolution>> {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), limit);
  try {
    const asked = references.map(
      async (reference) => [reference, await resolve(reference, timer.signal)] as const,
    );
    return new Map(await Promise.all(asked));
  } finally {
    clearTimeout(timeout);
  }
}

async function resolve(reference: string, signal: AbortSignal): Promise<Resolution> {
  const image = parseReference(reference);
  try {
    return { digest: digestOf(await manifestOf(image, signal)) };
  } catch (error) {
    if (!(error instanceof RegistryProblem)) throw error;
    return { problem: `${image.registry} ${error.message}` };
  }
}

/** The first request is anonymous: most registries name the login that they want only in their answer. */
async function manifestOf(image: ImageName, signal: AbortSignal): Promise<Answer> {
  const { address, repository, tag } = image;
  if (!URL.canParse(address)) throw new RegistryProblem("isn't a valid address");
  const url = new URL(`${address}/v2/${repository}/manifests/${tag}`);
  const headers = { accept: manifestTypes };
  const first = await ask(url, { headers, signal, registry: url });
  const answer =
    first.status === 401
      ? await ask(url, {
          headers: { ...headers, authorization: await authorizationFor(first, url, image, signal) },
          signal,
          registry: url,
        })
      : first;
  if (answer.status !== 200) throw statusProblem(answer, image);
  return answer;
}

/**
 * The digest is worked out from what was sent, and never taken on trust: that is why the manifest is
 * fetched, where a question for its header alone would do.
 */
function digestOf({ headers, body }: Answer): string {
  if (!isManifest(body)) throw new RegistryProblem("answers with something that isn't an image");
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const claimed = headers.get('docker-content-digest') ?? digest;
  if (claimed !== digest)
    throw new RegistryProblem("answers with a digest that doesn't match the content");
  return digest;
}

function isManifest(body: Buffer): boolean {
  try {
    const { schemaVersion, manifests, layers, config } = JSON.parse(body.toString());
    const isImage = Array.isArray(layers) && typeof config?.digest === 'string';
    return schemaVersion === 2 && (Array.isArray(manifests) || isImage);
  } catch {
    return false;
  }
}
