import { preparedTemplate } from '../templates.ts';

/** The text of an option, part by part, as paragraphs of one line each of Markdown. */
export interface OptionDocument {
  readonly what: string;
  readonly checked: string;
  readonly mayBreak: string;
  readonly leavingOut: string;
}

/** Template of an option's text, relative to templates/. */
export function documentOf(id: string): string {
  return `_hardening/${id}/doc.md`;
}

/**
 * Reads the text of an option, the same that its page in a generated project is made of.
 *
 * @throws Error where a part is missing: a fault of the text
 */
export function readDocument(id: string): OptionDocument {
  const paragraphs = preparedTemplate(documentOf(id))
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' '));
  const part = (title: string) => {
    const start = `**${title}.** `;
    const found = paragraphs.find((paragraph) => paragraph.startsWith(start));
    if (!found) throw new Error(`The text of ${id} has no ${title}.`);
    return found.slice(start.length);
  };
  const first = paragraphs.findIndex((paragraph) => paragraph.startsWith('**'));
  return {
    what: paragraphs.slice(0, first).join(' '),
    checked: part('How it is checked'),
    mayBreak: part('What may break'),
    leavingOut: part('To leave it out'),
  };
}
