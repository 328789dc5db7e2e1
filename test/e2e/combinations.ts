import { readFileSync } from 'node:fs';
import { parseAnswers, type RawAnswers } from '../../src/answers/parse.ts';
import { targetOf } from '../../src/answers/target.ts';
import { type BaseId, bases } from '../../src/images/bases.ts';
import { supportedVersions } from '../../src/images/catalog.ts';
import { type KindId, kinds } from '../../src/languages/kinds.ts';
import type { Language } from '../../src/languages/language.ts';
import { languages } from '../../src/languages/languages.ts';
import { packageUrl } from '../../src/package.ts';
import { imagesOf } from '../../src/plan/images.ts';
import { surroundings, today } from '../rendered-project.ts';

/** One service that can be generated. */
export interface Combination {
  readonly language: Language;
  readonly version: string;
  readonly kind: KindId;
  readonly base: BaseId;
  /** Absent for a base that starts empty. */
  readonly baseVersion?: string;
}

/** A combination in words, such as go 1.27 http on alpine 3.24. */
export function titleOf({ language, version, kind, base, baseVersion }: Combination): string {
  return [language.id, version, kind, 'on', base, baseVersion].filter(Boolean).join(' ');
}

/** The answers that a combination is generated from. */
export function answersOf({ language, version, kind, base, baseVersion }: Combination): RawAnswers {
  const onBase = baseVersion === undefined ? {} : { baseVersion };
  return { language: language.id, languageVersion: version, kind, base, ...onBase };
}

/** Every supported version of a language on every supported version of every base, in every kind, newest first. */
export function everyCombination(language: Language): readonly Combination[] {
  return supportedVersions(language.toolchain, today)
    .flatMap(({ version }) =>
      language.bases.flatMap((base) =>
        baseVersions(base).flatMap((on) =>
          Object.values(kinds).map(({ id: kind }) => ({ language, version, kind, base, ...on })),
        ),
      ),
    )
    .filter((combination) => imagesFor(combination).length > 0);
}

function baseVersions(base: BaseId): readonly { readonly baseVersion?: string }[] {
  const { image } = bases[base];
  if (image === null) return [{}];
  return supportedVersions(image, today).map(({ version }) => ({ baseVersion: version }));
}

/** The images that a combination is built from; none for one that the generator rejects. */
export function imagesFor(combination: Combination): readonly string[] {
  try {
    const answers = parseAnswers({ name: 'any', ...answersOf(combination) }, surroundings);
    const { toolchain, base } = imagesOf(answers, targetOf(answers), today);
    return base === null ? [toolchain] : [toolchain, base];
  } catch {
    return [];
  }
}

/** What CI has to see at least once. */
function pairsOf({ language, version, kind, base, baseVersion = '' }: Combination): string[] {
  return [
    `${language.id}, ${kind}`,
    `${language.id}, ${base}`,
    `${language.id} ${version}`,
    `${kind} on ${base}`,
    `${base} ${baseVersion}`,
  ];
}

/** As few combinations as cover every pair of language, version, kind and base: the one with most new pairs first. */
export function coveringCombinations(all: readonly Combination[]): readonly Combination[] {
  const open = new Set(all.flatMap(pairsOf));
  const newIn = (row: Combination) => pairsOf(row).filter((pair) => open.has(pair)).length;
  const chosen: Combination[] = [];
  while (open.size > 0) {
    const best = all.reduce((one, other) => (newIn(other) > newIn(one) ? other : one));
    chosen.push(best);
    for (const pair of pairsOf(best)) open.delete(pair);
  }
  return chosen;
}

/**
 * The combinations that CI builds, of those whose images it makes. Older versions of a base are built on by
 * `npm run test:matrix`: each would need more stand-ins.
 */
export function combinationsInCi(): readonly Combination[] {
  const rows = languages.flatMap((language) => {
    const all = everyCombination(language).filter(isMade);
    return all.filter((row) => isOnNewestBase(row, all));
  });
  return coveringCombinations(rows);
}

/** Whether CI makes a stand-in of each image that a combination is built from. */
function isMade(row: Combination): boolean {
  const made = standIns();
  return imagesFor(row).every((image) => made.includes(image));
}

/** Whether a combination is on the newest version of its base that its language's version is offered on. */
function isOnNewestBase(row: Combination, all: readonly Combination[]): boolean {
  const newest = all.find(({ version, base }) => version === row.version && base === row.base);
  return newest?.baseVersion === row.baseVersion;
}

/** The images that test/engine/stand-ins.sh makes when it is given no name. */
export function standIns(): readonly string[] {
  const text = readFileSync(packageUrl('test/engine/images'), 'utf8');
  return text
    .replaceAll(/#.*/g, '')
    .split('\n')
    .map((line) => line.trim().split(' ')[0] ?? '')
    .filter((image) => image !== '');
}
