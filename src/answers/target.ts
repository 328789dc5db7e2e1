import type { Target } from '../hardening/option.ts';
import { type BaseId, baseFor, bases } from '../images/bases.ts';
import type { CatalogId } from '../images/catalog.ts';
import type { SourceId } from '../languages/adoption.ts';
import { type KindId, kinds } from '../languages/kinds.ts';
import type { Language } from '../languages/language.ts';
import { languages } from '../languages/languages.ts';

/** The language that an answer names. Throws where there is none of that name: ask parseAnswers first. */
export function languageOf({ language }: { readonly language: string }): Language {
  const found = languages.find(({ id }) => id === language);
  if (!found) throw new Error(`No language is called ${JSON.stringify(language)}.`);
  return found;
}

/** What hardening options are asked about, from the names in the answers. */
export function targetOf(answers: {
  readonly language: string;
  readonly kind: string;
  readonly base: string;
  readonly source: string;
}): Target {
  return {
    language: languageOf(answers),
    kind: kinds[answers.kind as KindId],
    base: bases[answers.base as BaseId],
    source: answers.source as SourceId,
  };
}

/** Catalog entry of the image that a service is put on; null if it starts empty. */
export function baseImageOf({
  language,
  base,
}: Pick<Target, 'language' | 'base'>): CatalogId | null {
  return baseFor(base, language.cLibrary).image;
}
