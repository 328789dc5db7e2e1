import { type Field, groups } from '../src/answers/field.ts';
import { fields } from '../src/answers/fields.ts';
import { type Flag, flags, valuesOf } from '../src/answers/flags.ts';
import type { DoorId } from '../src/extras/extra.ts';
import { extrasOf } from '../src/extras/extras.ts';
import { exitCodes } from '../src/refusal.ts';
import { ownFlags, shortFlags } from './arguments.ts';
import {
  type Command,
  type CommandName,
  commandNames,
  commands,
  isAddition,
  takesFlag,
  usageOf,
} from './commands.ts';
import { loading } from './completion/shells.ts';
import { knownWord } from './known-word.ts';
import { columnOf, linesOf, type Row, sentence, wrap } from './layout.ts';
import { operandsOf } from './operands.ts';
import type { Outcome } from './outcome.ts';

/**
 * The help of all, or of one sub-command; the same every day.
 *
 * @throws Refusal where there is no such sub-command.
 */
export function help(word = 'new'): Outcome {
  const command = knownWord(word, commandNames, 'command');
  // The help of `new` is the general help.
  const text = command === 'new' ? helpOfAll() : helpOf(command);
  return { text, data: { help: text } };
}

function helpOf(command: Exclude<CommandName, 'new'>): string {
  const operands = operandsOf(command);
  const { operand, help: does } = commands[command];
  const example = examples[command];
  return [
    `hardened-container ${usageOf(command)} [--json]`,
    '',
    ...wrap(sentence(does)),
    ...(operands.length > 0 ? ['', ...wrap(`${operand}: ${operands.join(', ')}.`)] : []),
    ...(isAddition(command) ? extraLines(command) : []),
    ...flagLines(command),
    ...(example ? ['', ...example] : []),
  ].join('\n');
}

function extraLines(door: DoorId): string[] {
  return ['', 'Extras', ...linesOf(extrasOf(door).map(({ id, why }) => ({ term: id, text: why })))];
}

/** The flags of a sub-command, unless it has only the common ones. */
function flagLines(command: CommandName): string[] {
  const { flags: own = [] }: Command = commands[command];
  if (own.length === 0) return [];
  const answers = flags
    .filter(({ name }) => takesFlag(command, name))
    .map((flag) => rowOf(flag, flags));
  return ['', 'Flags', ...linesOf([...answers, ...ownRows(command)])];
}

const examples: Partial<Readonly<Record<CommandName, readonly string[]>>> = {
  update: ['hardened-container update services/pay --dry-run'],
  check: ['hardened-container check services/pay --strict'],
  adopt: ['hardened-container adopt --grade --threshold 60'],
  list: ['hardened-container list bases'],
  explain: ['hardened-container explain no-shell'],
  schema: ['hardened-container schema > answers.schema.json'],
  completion: Object.values(loading),
};

function helpOfAll(): string {
  const flagRows = [
    ...Object.entries(groups).map(([id, title]) => [title, rowsOf(id as Field['group'])] as const),
    ['This command', ownRows('new')] as const,
  ];
  const column = columnOf(flagRows.flatMap(([, rows]) => rows));
  return [
    'hardened-container [new] [NAME] [flags]',
    '',
    ...wrap(
      "Create a service that ships as a hardened container image, with checks that prove it. Files are written to ./NAME. NAME may be a path such as services/pay, or a dot for the current folder. You're prompted for anything you don't pass as a flag.",
    ),
    '',
    'Commands',
    ...linesOf(
      commandNames.map((name) => ({ term: usageOf(name), text: commands[name].help })),
      column,
    ),
    ...flagRows.flatMap(([title, rows]) => ['', title, ...linesOf(rows, column)]),
    '',
    ...wrap(
      'NO_COLOR=1 turns colors off. With TERM=dumb or ACCESSIBLE=1, prompts are numbered lists that never redraw.',
    ),
    '',
    ...wrap(
      `Exit codes: ${Object.entries(endings)
        .map(([code, ending]) => `${exitCodes[code as keyof typeof exitCodes]} ${ending}`)
        .join(', ')}.`,
    ),
  ].join('\n');
}

function ownRows(command: CommandName): Row[] {
  const taken = Object.entries(ownFlags).filter(([name]) => takesFlag(command, name));
  return taken.map(([name, text]) => {
    const short = shortFlags[name] ? `, -${shortFlags[name]}` : '';
    return { term: `--${name}${values[name] ?? ''}${short}`, text };
  });
}

/** What follows flags of the command itself. */
const values: Readonly<Record<string, string>> = {
  answers: ' FILE',
  remove: ' A,B',
  file: ' PATH',
  threshold: ' PERCENT',
};

const endings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done',
  failed: 'failed',
  usage: 'invalid flags or answers',
  inTheWay: 'conflicting files',
  interrupted: 'interrupted',
};

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
