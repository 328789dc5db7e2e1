import rows from './catalog.json' with { type: 'json' };

/** One version of an image: its tag, and the days (YYYY-MM-DD) of its life, with where they come from. */
export interface CatalogVersion {
  readonly version: string;
  readonly tag: string;
  readonly released: string;
  /** First day without security support; null while its maker has announced none. */
  readonly endOfLife: string | null;
  readonly source: string;
  /** Repository of this version, where it has one of its own. */
  readonly repository?: string;
  /** The distribution that the image is, such as debian13; absent if nothing depends on it. */
  readonly distribution?: string;
  /** Tags by the distribution that the image is built on, if there is more than one. `tag` is one of them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Why this version is the default; absent on all rows where the newest one is. */
  readonly preferred?: string;
}

/** An image that projects are built on: its repository without a tag, newest version first. */
export interface CatalogImage {
  readonly repository: string;
  /** Whether tags carry no version, so that only the listed versions are available. */
  readonly repositoryPerVersion?: boolean;
  readonly versions: readonly CatalogVersion[];
}

/** A key of the catalog: which there are is the data's to say. */
export type CatalogId = string;

/** The images that this generator knows; the data is src/images/catalog.json. */
export const catalog: Readonly<Record<CatalogId, CatalogImage>> = rows;

/** An image of the catalog. Throws where it has none of that name: a fault of the declaration that names it. */
export function catalogImage(id: CatalogId): CatalogImage {
  const image = catalog[id];
  if (!image) throw new Error(`src/images/catalog.json has no image ${JSON.stringify(id)}.`);
  return image;
}

/** Whether a version has lost security support on the given day (YYYY-MM-DD). */
export function isPastEndOfLife(version: CatalogVersion, today: string): boolean {
  return version.endOfLife !== null && version.endOfLife <= today;
}

/** The versions that have security support on the given day, newest first. */
export function supportedVersions(image: CatalogId, today: string): readonly CatalogVersion[] {
  return catalogImage(image).versions.filter((version) => !isPastEndOfLife(version, today));
}

/** The versions that are offered, the default first, then newest first. */
export function offeredVersions(
  image: CatalogId,
  today: string,
  allowEol = false,
): readonly CatalogVersion[] {
  const versions = allowEol ? catalogImage(image).versions : supportedVersions(image, today);
  const isDefault = ({ preferred }: CatalogVersion) => preferred !== undefined;
  return [...versions.filter(isDefault), ...versions.filter((row) => !isDefault(row))];
}

/** Why one would choose a version: what is preferred about it, and how long it has support. */
export function reasonOf({ preferred, endOfLife }: CatalogVersion): string {
  const support = endOfLife ? `security support until ${endOfLife}` : 'supported, no end announced';
  return preferred ? `${preferred}; ${support}` : support;
}

/** The versions that have lost it by the given day, newest first. */
export function expiredVersions(image: CatalogId, today: string): readonly CatalogVersion[] {
  return catalogImage(image).versions.filter((version) => isPastEndOfLife(version, today));
}

/** The tag of a version for an image of a distribution; undefined if its maker has none. */
export function tagFor(row: CatalogVersion, distribution: string | undefined): string | undefined {
  return row.tags && distribution !== undefined ? row.tags[distribution] : row.tag;
}

/** Whether a version of an image is made for a distribution. */
export function existsOn(image: CatalogId, distribution: string | undefined): boolean {
  return catalogImage(image).versions.some((row) => tagFor(row, distribution) !== undefined);
}

/** What a version is written as: itself, its tag, or a patch or variant of it (3.12.1, 3.12-foo). */
export function versionPattern({ version, tag, repository }: CatalogVersion): RegExp {
  const literal = (text: string) => text.replaceAll('.', '\\.');
  // In a repository of its own the tag says nothing of the version.
  const asTag = repository === undefined ? `|^${literal(tag)}$` : '';
  return new RegExp(`^${literal(version)}([.-]|$)${asTag}`);
}

/**
 * The catalog's row for a version or tag: itself, or the release that it is a
 * patch or variant of (3.12.1 and 3.12-foo belong to 3.12). Undefined when the
 * catalog knows nothing of it.
 */
export function findVersion(image: CatalogId, wanted: string): CatalogVersion | undefined {
  const { versions } = catalogImage(image);
  return (
    versions.find(({ version, tag }) => wanted === version || wanted === tag) ??
    versions.find(
      ({ version }) => wanted.startsWith(`${version}.`) || wanted.startsWith(`${version}-`),
    )
  );
}
