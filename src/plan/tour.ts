import type { Answers } from '../answers/parse.ts';
import type { Service } from '../hardening/option.ts';
import { quoteExec } from '../hardening/quote.ts';
import { type CatalogId, findVersion } from '../images/catalog.ts';
import { imageReference, newestReference } from '../images/reference.ts';

/** What the Dockerfiles of the tour are made of. */
export interface Tour {
  /** Template of the steps that make /app on the image `large`. */
  readonly naive: string;
  readonly large: string;
  readonly small: string;
  /** Command that makes a user and a group on `small`. */
  readonly addUser: string;
  /** The program as exec-form words: where /app is in its place, and where it is in the user's home. */
  readonly start: string;
  readonly startAtHome: string;
}

const addUserOnDebian =
  'groupadd --system appgroup && useradd --system --gid appgroup --create-home appuser';

/** Images whose commands are not Debian's. */
const addUserOn: Readonly<Record<CatalogId, string>> = {
  alpine: 'addgroup -S appgroup && adduser -S appuser -G appgroup -h /home/appuser',
};

/** Derives from answers what the tour is made of. Pure. */
export function planTour(
  { mirror, languageVersion }: Answers,
  { language }: Service,
  today: string,
): Tour {
  const { partial, start, small } = language.naive;
  const isVersioned = findVersion(small, languageVersion) !== undefined;
  return {
    naive: partial,
    large: newestReference('ubuntu', mirror, today),
    small: isVersioned
      ? imageReference(small, languageVersion, mirror)
      : newestReference(small, mirror, today),
    addUser: addUserOn[small] ?? addUserOnDebian,
    start: quoteExec(start('/app')),
    startAtHome: quoteExec(start('/home/appuser/app')),
  };
}
