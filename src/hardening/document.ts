import { preparedTemplate } from '../templates.ts';
import type { HardeningOption } from './option.ts';

/** The texts of an option, as paragraphs of one line each of Markdown. */
export interface OptionDocument {
  readonly what: string;
  readonly checked: string;
  readonly mayBreak: string;
  readonly disabling: string;
}

/** Template of an option's section in hardening/README.md, relative to templates/: why it exists, and what may break. */
export function documentOf(id: string): string {
  return `_hardening/${id}/doc.md`;
}

/**
 * Reads all that an option's texts say.
 *
 * @throws Error where a part is missing: a fault of the text
 */
export function readDocument(option: HardeningOption): OptionDocument {
  const { id } = option;
  const [, mayBreak] = paragraphsOf(documentOf(id));
  const [what, checked] = paragraphsOf(`_hardening/${id}/explain.md`);
  return {
    what: what ?? missing(id, 'description'),
    checked: partOf(id, 'How it is checked', checked),
    mayBreak: partOf(id, 'What may break', mayBreak),
    disabling: disablingOf(option),
  };
}

/** How an option is disabled, as Markdown. */
export function disablingOf({ id, always }: HardeningOption): string {
  return always ? "You can't: this option is always on." : `\`--waiver "${id}=REASON"\``;
}

function paragraphsOf(template: string): readonly string[] {
  return preparedTemplate(template)
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' '));
}

function partOf(id: string, title: string, paragraph = ''): string {
  const start = `**${title}.** `;
  return paragraph.startsWith(start) ? paragraph.slice(start.length) : missing(id, title);
}

function missing(id: string, title: string): never {
  throw new Error(`The text of ${id} has no ${title}.`);
}
