import type { Answers } from '../answers/parse.ts';
import { baseImageOf } from '../answers/target.ts';
import type { Target } from '../hardening/option.ts';
import { findVersion } from '../images/catalog.ts';
import { imageReference, newestReference } from '../images/reference.ts';

/** The images that a project is built and looked at with, as full references without digests. */
export interface Images {
  readonly toolchain: string;
  /** Null where the image starts empty. */
  readonly base: string | null;
  /** The image with tools that verify and debug run next to the service. */
  readonly toolbox: string;
}

/** Names the images. Pure. */
export function imagesOf(
  { languageVersion, baseVersion, mirror }: Answers,
  { language, base }: Target,
  today: string,
): Images {
  const image = baseImageOf({ language, base });
  const distribution = image === null ? undefined : findVersion(image, baseVersion)?.distribution;
  return {
    toolchain: imageReference(language.toolchain, languageVersion, mirror, distribution),
    base: image === null ? null : imageReference(image, baseVersion, mirror),
    toolbox: newestReference('alpine', mirror, today),
  };
}
