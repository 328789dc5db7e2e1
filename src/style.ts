/** How a part of a text is set off. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  /** Marks a line that says what was done. */
  readonly tick: string;
}

/** Colors on a terminal only, and not with NO_COLOR: https://no-color.org */
export function styleOf({ isTTY }: { readonly isTTY?: boolean }): Style {
  const { NO_COLOR, TERM } = process.env;
  // The font of a Linux console has no heavy check mark.
  const mark = TERM === 'linux' ? '√' : '✔';
  if (!isTTY || NO_COLOR || TERM === 'dumb') return { ...plain, tick: mark };
  return {
    strong: (text) => `\x1b[1m${text}\x1b[22m`,
    faint: (text) => `\x1b[2m${text}\x1b[22m`,
    tick: `\x1b[32m${mark}\x1b[39m`,
  };
}

const plain = { strong: (text: string) => text, faint: (text: string) => text };
