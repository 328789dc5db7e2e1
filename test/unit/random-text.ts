import fc from 'fast-check';
import { printablePattern } from '../../src/answers/waiver.ts';

/** What means something to a shell, make, a Dockerfile, EJS, Markdown or a file parted by bars. */
const significant = [
  ...'\'"`\\$#%&*?!~;:<>()[]{}=+-_./,@^|',
  '$(touch /tmp/owned)',
  '${HOME}',
  '$$',
  '$1',
  '\\n',
  '\\c',
  "'\\''",
  '<%= 1 %>',
  '<%- name %>',
  '%s',
  '&&',
  '||',
  ' # ',
  ' | ',
  '; until ',
  '<<EOF',
  '-->',
  '```',
  'undefined',
];

const units = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...significant) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom(' ', 'a', 'Z', '7', 'ß', '漢') },
);

/** Any line that a free text may be, rich in what breaks files. */
export const printableText = fc
  .array(units, { minLength: 1, maxLength: 20 })
  .map((parts) => parts.join(''))
  .filter((text) => printablePattern.test(text));

/** A character that ends or hides a part of a line: no free text may have one. */
export const unprintable = fc.oneof(
  fc.constantFrom('\n', '\r', '\r\n', '\t', '\0', '\u001b', '\u007f', '\u0085', '\u009b'),
  // Ends of lines and paragraphs, and what turns or hides the letters after it.
  fc.constantFrom('\u2028', '\u2029', '\u202e', '\u200b', '\u2066', '\ufeff', '\u00ad'),
);

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const dotted = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));
const port = fc.integer({ min: 1, max: 65535 }).map((number) => `:${number}`);
const path = fc.array(fc.stringMatching(/^[a-z0-9]{1,5}((\.|_|__|-{1,3})[a-z0-9]{1,5})?$/), {
  maxLength: 3,
});

/** A registry with an optional port and path. */
export const registryName = fc
  .tuple(
    fc.oneof(
      fc.constant('localhost'),
      dotted,
      fc.tuple(dotted, port).map((parts) => parts.join('')),
      fc.tuple(label, port).map((parts) => parts.join('')),
    ),
    path,
  )
  .map(([host, parts]) => [host, ...parts].join('/'));

/** A tag that a base image may have. */
export const imageTag = fc
  .stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,40}$/)
  .filter((tag) => /\d/.test(tag));

/** A path that Go code can be imported by. */
export const modulePath = fc
  .tuple(
    dotted,
    fc.array(fc.stringMatching(/^[A-Za-z0-9_-]([A-Za-z0-9._-]{0,8}[A-Za-z0-9_-])?$/), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([domain, elements]) => [domain, ...elements].join('/'));

/** A name that a service may have. */
export const serviceName = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
