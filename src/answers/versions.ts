import { type BaseId, bases } from '../images/bases.ts';
import {
  type CatalogId,
  catalogImage,
  expiredVersions,
  offeredVersions,
  reasonOf,
  supportedVersions,
  versionPattern,
} from '../images/catalog.ts';
import { unnumberedTagPattern } from '../images/reference.ts';
import type { Choice, Draft, Refused } from './field.ts';

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
    reason: `isn't a version of ${repository} that this generator lists: use ${versions.join(', ')} or a newer generator`,
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
    reason: `has had no security support since ${row.endOfLife}: use ${supported.join(' or ')}, or say --allow-eol`,
  }));
}

/** The image of the chosen base; null where it starts empty. */
export const baseImage = ({ base }: Draft) => bases[base as BaseId].image;

/** The tags that name no version: pinned-base, part of every project, would fail on them. */
export function unpinned(draft: Draft): Refused[] {
  const versions = versionChoices(baseImage(draft), draft).map(({ value }) => value);
  const remedy = `so no build could be repeated: use ${versions.join(' or ')}`;
  return [
    // Without the flag i, which a schema's patterns cannot have.
    {
      pattern: /^[Ll][Aa][Tt][Ee][Ss][Tt](-|$)/,
      reason: `names another image every few weeks, ${remedy}`,
    },
    { pattern: unnumberedTagPattern, reason: `names no version, ${remedy}` },
  ];
}
