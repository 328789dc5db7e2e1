import { readPackageJson } from '../package.ts';

/** One version of an image: its tag, and the days (YYYY-MM-DD) of its life, with where they come from. */
export interface CatalogVersion {
  readonly version: string;
  readonly tag: string;
  readonly released: string;
  /** First day without security support; null while its maker has announced none. */
  readonly endOfLife: string | null;
  readonly source: string;
  /** Repository of this version, where each has one of its own (distroless). */
  readonly repository?: string;
}

/** An image that projects are built on: its repository without a tag, newest version first. */
export interface CatalogImage {
  readonly repository: string;
  /** Whether a tag says nothing of the version, so that only the versions listed can be had. */
  readonly repositoryPerVersion?: boolean;
  readonly versions: readonly CatalogVersion[];
}

export type CatalogId = 'golang' | 'alpine' | 'debian' | 'distroless-static' | 'ubuntu';

/** The images that this generator knows; the data is src/images/catalog.json. */
export const catalog = readPackageJson<Record<CatalogId, CatalogImage>>('src/images/catalog.json');

/** Whether a version has lost security support on the given day (YYYY-MM-DD). */
export function isPastEndOfLife(version: CatalogVersion, today: string): boolean {
  return version.endOfLife !== null && version.endOfLife <= today;
}

/** The versions that have security support on the given day, newest first. */
export function supportedVersions(image: CatalogId, today: string): readonly CatalogVersion[] {
  return catalog[image].versions.filter((version) => !isPastEndOfLife(version, today));
}

/**
 * The catalog's row for a version or tag: itself, or the release that it is a
 * patch or variant of (3.12.1 and 3.12-foo belong to 3.12). Undefined when the
 * catalog knows nothing of it.
 */
export function findVersion(image: CatalogId, wanted: string): CatalogVersion | undefined {
  const { versions } = catalog[image];
  return (
    versions.find(({ version, tag }) => wanted === version || wanted === tag) ??
    versions.find(
      ({ version }) => wanted.startsWith(`${version}.`) || wanted.startsWith(`${version}-`),
    )
  );
}
