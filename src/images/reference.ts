import { type CatalogId, catalogImage, findVersion, supportedVersions, tagFor } from './catalog.ts';

/**
 * A tag, as the registry's own grammar has it.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */
export const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** A tag without a digit: it names no version. */
export const unnumberedTagPattern = /^[A-Za-z_][A-Za-z._-]{0,127}$/;

/**
 * A registry with an optional path, as ghcr.io/acme or localhost:5000. The first
 * part has a dot or a port, or else Docker would read it as a Docker Hub user.
 * Source: https://github.com/distribution/reference (grammar in reference.go)
 */
export const registryPattern =
  /^(?=.{1,200}$)(localhost|[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+|[a-z0-9]([a-z0-9-]*[a-z0-9])?(?=:))(:[0-9]{1,5})?(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;

/**
 * The full name of a catalog image, registry included: podman resolves no short
 * names by default. A mirror replaces the registry and keeps the rest.
 *
 * @param distribution that the image is to be built on, where it exists on several
 */
export function imageReference(
  image: CatalogId,
  version: string,
  mirror: string,
  distribution?: string,
): string {
  const row = findVersion(image, version);
  const repository = row?.repository ?? catalogImage(image).repository;
  const tag = row?.version === version ? (tagFor(row, distribution) ?? row.tag) : version;
  return `${mirrored(repository, mirror)}:${tag}`;
}

/** A repository in a mirror, which replaces its registry; the repository itself where there is none. */
export function mirrored(repository: string, mirror: string): string {
  return mirror ? mirror + repository.slice(repository.indexOf('/')) : repository;
}

/**
 * The full name of a catalog image in the newest version that is supported on a day (YYYY-MM-DD).
 * If none is supported any more, the newest version.
 */
export function newestReference(image: CatalogId, mirror: string, today: string): string {
  const [version] = [...supportedVersions(image, today), ...catalogImage(image).versions];
  return imageReference(image, version?.version ?? '', mirror);
}

/** Digests by the full reference that they were asked for. */
export type Digests = ReadonlyMap<string, string>;

/** A reference with its digest, if there is one. The tag stays, for people and for later updates. */
export function pinnedReference(reference: string, digests: Digests): string {
  const digest = digests.get(reference);
  return digest ? `${reference}@${digest}` : reference;
}
