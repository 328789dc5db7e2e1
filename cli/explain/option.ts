import { readDocument } from '../../src/hardening/document.ts';
import { type Deployment, deployments, type HardeningOption } from '../../src/hardening/option.ts';
import { width, wrap } from '../layout.ts';
import { objectionsOf, writingsOf } from './effects.ts';
import type { Part } from './parts.ts';

/** Everything that `explain` prints about a hardening option. */
export function optionParts(option: HardeningOption, today: string): readonly Part[] {
  const { what, checked, mayBreak, disabling } = readDocument(option);
  const { service, writings } = writingsOf(option, today);
  const objections = objectionsOf(option);
  const unsaid = Object.entries(option.unsaid ?? {}) as [Deployment, string][];
  return [
    textPart('what', 'Description', what),
    {
      key: 'standards',
      heading: 'Standards',
      lines: option.standards.flatMap(({ name, url }) => [...listItem(name), `  ${url}`]),
      data: option.standards,
    },
    textPart('checked', 'How it is checked', checked),
    textPart('mayBreak', 'What may break', mayBreak),
    textPart('disabling', 'How to disable it', disabling),
    {
      key: 'unfit',
      heading: 'Not available for',
      lines:
        objections.length > 0
          ? objections.flatMap(listItem)
          : ['nothing: it is available for every service'],
      data: objections,
    },
    ...(unsaid.length > 0
      ? [
          {
            key: 'unsaid',
            heading: 'Needs no setting',
            lines: unsaid.flatMap(([id, why]) => listItem(`${deployments[id]}: ${why}`)),
            data: option.unsaid,
          },
        ]
      : []),
    {
      key: 'writes',
      heading: `What it changes (+ with it, - without it), for ${service.language}, ${service.kind}, ${service.base}`,
      lines: writings.flatMap(({ path, lines }) => [path, ...lines.map((line) => `  ${line}`)]),
      data: { ...service, files: writings },
    },
  ];
}

function textPart(key: string, heading: string, text: string): Part {
  return { key, heading, lines: wrap(text), data: text };
}

function listItem(text: string): string[] {
  return wrap(text, width - '- '.length).map(
    (line, index) => `${index === 0 ? '- ' : '  '}${line}`,
  );
}
