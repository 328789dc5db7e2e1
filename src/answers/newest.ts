import { type CatalogId, supportedVersions } from '../images/catalog.ts';
import { orderOfVersions } from '../version.ts';
import type { Surroundings } from './field.ts';
import { parseAnswers, type RawAnswers } from './parse.ts';
import { baseImageOf, languageOf, targetOf } from './target.ts';

/**
 * The versions that a new service with the same other answers gets, as answers. A supported version that is
 * newer stays.
 *
 * @throws AnswersError if the other answers are not valid.
 */
export function newestVersions(stored: RawAnswers, surroundings: Surroundings): RawAnswers {
  const { languageVersion, baseVersion, ...others } = stored;
  const fresh = parseAnswers(others, surroundings);
  const later = (image: CatalogId | null, one: unknown, other: string) => {
    const versions = image ? supportedVersions(image, surroundings.today) : [];
    const isKept = versions.some(({ version }) => version === one);
    return isKept && orderOfVersions(String(one), other) > 0 ? one : other;
  };
  return {
    languageVersion: later(languageOf(fresh).toolchain, languageVersion, fresh.languageVersion),
    baseVersion: later(baseImageOf(targetOf(fresh)), baseVersion, fresh.baseVersion),
  };
}
