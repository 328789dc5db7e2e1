import { type Base, type BaseId, bases } from '../images/bases.ts';
import {
  type CatalogId,
  type CatalogVersion,
  catalogImage,
  existsOn,
  expiredVersions,
  offeredVersions,
  reasonOf,
  supportedVersions,
  versionPattern,
} from '../images/catalog.ts';
import { unnumberedTagPattern } from '../images/reference.ts';
import { anyOf } from '../printable.ts';
import type { Choice, Draft, Refused } from './field.ts';
import { baseImageOf, languageOf } from './target.ts';

/** The versions of an image that are offered on the day. */
export function versionChoices(
  image: CatalogId | null,
  { allowEol, surroundings }: Draft,
): Choice[] {
  if (image === null) return [];
  return offeredVersions(image, surroundings.today, allowEol).map((row) => ({
    value: row.version,
    title: row.version,
    why: reasonOf(row),
  }));
}

/** A version that may exist, and that the catalog doesn't list. */
export function unlistedVersion(image: CatalogId | null, draft: Draft): Refused {
  const versions = versionChoices(image, draft).map(({ value }) => value);
  const repository = image === null ? '' : catalogImage(image).repository;
  return {
    pattern: /^[a-z]*[0-9]+([.-][a-z0-9]+)*$/,
    reason: `isn't a version of ${repository} that this generator lists. Use ${anyOf([...versions, 'a newer generator'])}`,
  };
}

/** The versions that have lost their security support, where that was not allowed by name. */
export function pastEndOfLife(
  image: CatalogId,
  { allowEol, surroundings: { today } }: Draft,
): Refused[] {
  if (allowEol) return [];
  const supported = supportedVersions(image, today).map(({ version }) => version);
  return expiredVersions(image, today).map((row) => ({
    pattern: versionPattern(row),
    reason: `has had no security support since ${row.endOfLife}. Use ${anyOf(supported)}, or pass --allow-eol to accept it`,
  }));
}

/** Catalog entry of the image that a service is put on; null where the image starts empty. */
export function baseImage(draft: Draft): CatalogId | null {
  return baseImageOf({ language: languageOf(draft), base: bases[draft.base as BaseId] });
}

/** The bases that a language isn't offered on, and why. */
export function refusedBases(draft: Draft): Refused[] {
  const { title, bases: offered } = languageOf(draft);
  return Object.values<Base>(bases)
    .filter(({ id, lacks }) => lacks !== undefined && !offered.includes(id))
    .map(({ id, lacks }) => ({
      pattern: new RegExp(`^${id}$`),
      reason: `can't be used with ${title}, because ${lacks}. Use ${anyOf(offered)}`,
    }));
}

/** The versions of the base image that are offered: the toolchain exists on their distribution. */
export function baseVersionChoices(draft: Draft): Choice[] {
  const image = baseImage(draft);
  const unfit = unfitBases(draft);
  return versionChoices(image, draft).filter(
    ({ value }) => !unfit.some(({ version }) => version === value),
  );
}

function unfitBases(draft: Draft): readonly CatalogVersion[] {
  const image = baseImage(draft);
  if (image === null) return [];
  const { toolchain } = languageOf(draft);
  return catalogImage(image).versions.filter(
    ({ distribution }) => !existsOn(toolchain, distribution),
  );
}

/** The versions of the base image that are refused, and why. */
export function refusedBaseVersions(draft: Draft): Refused[] {
  const image = baseImage(draft);
  if (image === null) return [];
  const offered = baseVersionChoices(draft).map(({ value }) => value);
  const without = unfitBases(draft).map((row) => ({
    pattern: versionPattern(row),
    reason: `has no official image of ${languageOf(draft).title} on it. Use ${anyOf(offered)}`,
  }));
  return [...unpinned(draft), ...pastEndOfLife(image, draft), ...without];
}

/** The tags that name no version: pinned-base, part of every project, would fail on them. */
function unpinned(draft: Draft): Refused[] {
  const versions = baseVersionChoices(draft).map(({ value }) => value);
  const remedy = `so builds aren't repeatable. Use ${anyOf(versions)}`;
  return [
    // Without the flag i, which a schema's patterns cannot have.
    {
      pattern: /^[Ll][Aa][Tt][Ee][Ss][Tt](-|$)/,
      reason: `refers to a different image every few weeks, ${remedy}`,
    },
    { pattern: unnumberedTagPattern, reason: `names no version, ${remedy}` },
  ];
}
