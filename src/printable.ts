/** Control and format characters, ends of lines, and halves of pairs: a terminal may act on them. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text without anything that a terminal acts on: such characters are written as \\u{1b}. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, escaped);
}

/** A value for a message: quoted, on one line, not endless, and printable. */
export function show(value: unknown): string {
  const text = printable(JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
