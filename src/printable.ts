/** Control and format characters, ends of lines, and halves of pairs: a terminal may act on them. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text without anything that a terminal acts on: such characters are written as \\u{1b}. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, escaped);
}

/** The same of a text of several lines, whose ends and tabs stay. */
export function printableLines(text: string): string {
  return text.replaceAll(unprintable, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  );
}

/** JSON with escapes in place of such characters, of which JSON leaves some as they are. */
export function printableJson(json: string): string {
  return json.replaceAll(unprintable, (character) =>
    character === '\n' ? character : units(character),
  );
}

function units(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A value for a message: quoted, on one line, not endless, and printable. */
export function show(value: unknown): string {
  const text = printable(JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

const choice = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Values to choose from, for a message: a, b or c. */
export function anyOf(values: readonly string[]): string {
  return choice.format(values);
}
