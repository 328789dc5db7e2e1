import { readPackageFile } from '../../src/package.ts';
import { type Unit, unitsOf } from './units.ts';

/** A phrase to avoid, as a pattern that spares its legitimate uses, and what to write instead. */
interface Phrase {
  readonly phrase: string;
  readonly pattern: string;
  readonly write: string;
  /** Absent if it holds for comments of this repository's own code, too. */
  readonly only?: 'users';
}

const phrases = JSON.parse(readPackageFile('test/prose/phrases.json')) as readonly Phrase[];

const rules = phrases.map(({ pattern, ...phrase }) => ({
  ...phrase,
  pattern: new RegExp(pattern.replaceAll(' ', '\\s+'), 'gi'),
}));

/** Most words that a sentence may have. */
const longest = 30;

/** Who reads a text: users of the generator and of its projects, or people who work on the generator. */
export type Readers = 'users' | 'developers';

/** What to change in the prose of a file: one line each, with the place and what to write instead. */
export function findingsIn(path: string, text: string, readers: Readers): readonly string[] {
  return unitsOf(path, text).flatMap((unit) => [
    ...phrasesIn(unit, readers).map(
      ({ line, found, write }) => `${path}:${line}: "${found}": write ${write}`,
    ),
    ...longSentencesIn(unit).map(
      (sentence) =>
        `${path}:${unit.line}: a sentence of ${wordsIn(sentence)} words: write at most ${longest}: "${sentence}"`,
    ),
  ]);
}

function phrasesIn({ line, text }: Unit, readers: Readers) {
  return rules
    .filter(({ only }) => only === undefined || only === readers)
    .flatMap(({ pattern, write }) =>
      [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
        line: line + text.slice(0, index).split('\n').length - 1,
        found: found.replaceAll(/\s+/g, ' ').trim(),
        write,
      })),
    );
}

function longSentencesIn({ text, kind }: Unit): string[] {
  if (kind === 'string') return [];
  return text
    .split(/(?<=[.?!:;])\s+/)
    .map((sentence) => sentence.replaceAll(/\s+/g, ' '))
    .filter((sentence) => wordsIn(sentence) > longest);
}

function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[A-Za-z0-9]/.test(word)).length;
}
