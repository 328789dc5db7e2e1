import { type Field, groups } from '../src/answers/field.ts';
import { fields } from '../src/answers/fields.ts';
import { doorFlags, type Flag, flags, valuesOf } from '../src/answers/flags.ts';
import { exitCodes } from '../src/refusal.ts';
import { informingFlags, runFlags } from './arguments.ts';

const width = 79;

/** All of --help, which is the same every day. */
export function help(): string {
  const rows = new Map<string, Row[]>(
    Object.entries(groups).map(([id, title]) => [title, rowsOf(id as Field['group'])]),
  );
  rows.set('This command', [
    ...Object.entries({ ...doorFlags, ...runFlags, ...informingFlags }).map(([name, text]) => ({
      term: name === 'answers' ? '--answers FILE' : `--${name}`,
      text,
    })),
  ]);
  const column = Math.max(...[...rows.values()].flat().map(({ term }) => term.length));
  return [
    'hardened-container [new] [NAME] [flags]',
    '',
    ...wrap(
      'Makes a service that ships as a hardened container image, and that proves it. It is written to ./NAME, or without a name to the current folder. What no flag says is asked on a terminal.',
      width,
    ),
    ...[...rows].flatMap(([title, group]) => [
      '',
      title,
      ...group.flatMap((row) => lines(row, column)),
    ]),
    '',
    ...wrap(
      `Exit codes: ${Object.entries(endings)
        .map(([code, ending]) => `${exitCodes[code as keyof typeof exitCodes]} ${ending}`)
        .join(', ')}.`,
      width,
    ),
  ].join('\n');
}

const endings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done',
  failed: 'failed',
  usage: 'bad usage or answers',
  inTheWay: 'files in the way',
  interrupted: 'interrupted',
};

interface Row {
  readonly term: string;
  readonly text: string;
}

function rowsOf(group: Field['group']): Row[] {
  const ofGroup = flags.filter((flag) => flag.group === group);
  const named = group === fields.name.group ? [{ term: 'NAME', text: fields.name.help }] : [];
  return [...named, ...ofGroup.map((flag, index) => rowOf(flag, ofGroup.slice(0, index)))];
}

/** A flag with its values, unless a flag before it has listed the same. */
function rowOf(flag: Flag, before: readonly Flag[]): Row {
  const values = valuesOf(flag).join(', ');
  const isListed = before.some((other) => valuesOf(other).join(', ') === values);
  return {
    term: `--${flag.name}${placeholder(flag)}`,
    text: values === '' || isListed ? flag.help : `${flag.help}: ${values}`,
  };
}

function placeholder({ name, field, takesValue }: Flag): string {
  if (!takesValue) return '';
  return fields[field].type === 'set' ? ' A,B' : ` ${name.split('-').at(-1)?.toUpperCase()}`;
}

function lines({ term, text }: Row, column: number): string[] {
  const [first = '', ...rest] = wrap(text, width - column - '    '.length);
  return [
    `  ${term.padEnd(column)}  ${first}`,
    ...rest.map((line) => `    ${' '.repeat(column)}${line}`),
  ];
}

function wrap(text: string, columns: number): string[] {
  const wrapped: string[] = [];
  for (const word of text.split(' ')) {
    const line = wrapped.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns)
      wrapped[wrapped.length - 1] = `${line} ${word}`;
    else wrapped.push(word);
  }
  return wrapped;
}
