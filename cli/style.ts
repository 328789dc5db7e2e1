/** How a part of a text is set off. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Colours on a terminal only, and not with NO_COLOR: https://no-color.org */
export function styleOf({ isTTY }: { readonly isTTY?: boolean }): Style {
  const { NO_COLOR, TERM } = process.env;
  if (!isTTY || NO_COLOR || TERM === 'dumb') return plain;
  return {
    strong: (text) => `\x1b[1m${text}\x1b[22m`,
    faint: (text) => `\x1b[2m${text}\x1b[22m`,
  };
}

const plain: Style = { strong: (text) => text, faint: (text) => text };
