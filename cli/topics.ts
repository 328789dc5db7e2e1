import { extras } from '../src/extras/extras.ts';
import { options } from '../src/hardening/options.ts';
import { presets } from '../src/hardening/presets.ts';
import { bases } from '../src/images/bases.ts';
import { type CatalogId, catalogImage, isPastEndOfLife } from '../src/images/catalog.ts';
import { kinds } from '../src/languages/kinds.ts';
import { languages } from '../src/languages/languages.ts';

/** Something that can be chosen. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** Catalog entry of the image that has its versions; null if it has none. */
  readonly image?: CatalogId | null;
}

/** What can be chosen, by what `list` calls it, in the order in which it is asked. */
export const topics = {
  languages: languages.map(({ id, title, why, toolchain }) => ({
    id,
    title,
    why,
    image: toolchain,
  })),
  kinds: Object.values(kinds),
  bases: Object.values(bases),
  presets: Object.values(presets),
  options,
  extras: Object.values(extras),
} as const satisfies Record<string, readonly Item[]>;

export type Topic = keyof typeof topics;

export const topicNames = Object.keys(topics) as Topic[];

/** The headings of `list`. */
export const headings: Readonly<Record<Topic, string>> = {
  languages: 'Languages',
  kinds: 'Kinds of service',
  bases: 'Base images',
  presets: 'Presets',
  options: 'Hardening options',
  extras: 'Extras',
};

/** A version of a language or a base, as it is told. */
export interface ToldVersion {
  readonly version: string;
  readonly endOfLife: string | null;
  readonly isSupported: boolean;
}

/** The versions of an item, newest first; undefined where it has none. */
export function versionsOf({ image }: Item, today: string): readonly ToldVersion[] | undefined {
  if (image === undefined || image === null) return undefined;
  return catalogImage(image).versions.map((row) => ({
    version: row.version,
    endOfLife: row.endOfLife,
    isSupported: !isPastEndOfLife(row, today),
  }));
}

/** What is said of a version. */
export function supportOf({ endOfLife, isSupported }: ToldVersion): string {
  if (endOfLife === null) return 'supported, no end announced';
  return isSupported ? `supported until ${endOfLife}` : `no security support since ${endOfLife}`;
}

/** All that can be explained: each id is there once. */
export const itemIds: readonly string[] = topicNames.flatMap((name) =>
  topics[name].map(({ id }) => id),
);
