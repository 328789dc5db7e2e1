import { createHash } from 'node:crypto';

const sealed = /^(?<text>.*\n)(?:#|\/\/) sha256 (?<hash>[0-9a-f]{64})\n$/s;

/**
 * Adds a last line, a comment, that shows whether a text is unmodified.
 *
 * @param mark start of a comment in this format
 */
export function seal(text: string, mark: '#' | '//' = '#'): string {
  return `${text}${mark} sha256 ${hashOf(text)}\n`;
}

/** Whether a text is just as it was when it was sealed. */
export function isAsSealed(contents: string): boolean {
  const { text, hash } = sealed.exec(contents)?.groups ?? {};
  return text !== undefined && hashOf(text) === hash;
}

/** Whether a text has been sealed once, whatever was made of it since. */
export function wasSealed(contents: string): boolean {
  return /^(#|\/\/) sha256 [0-9a-f]{64}$/m.test(contents);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
