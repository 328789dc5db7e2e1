import type { Completable, CompletedFlag, CompletedValue } from './completion.ts';

/** The script for fish. */
export function fishScript({ commands, flags }: Completable): string {
  const others = commands.filter(({ name }) => name !== 'new');
  const seen = `__fish_seen_subcommand_from ${others.map(({ name }) => name).join(' ')}`;
  const start = 'complete -c hardened-container';
  return [
    '# Completes hardened-container in fish: hardened-container completion fish | source',
    '',
    `${start} -f`,
    ...commands.map(
      ({ name, help }) => `${start} -n __fish_use_subcommand -a ${name} -d ${quoted(help)}`,
    ),
    ...others
      .filter(({ operands }) => operands.length > 0)
      .map(
        ({ name, operands }) =>
          `${start} -n ${quoted(`__fish_seen_subcommand_from ${name}`)} -a ${quoted(listOf(operands))}`,
      ),
    ...flags.map((flag) => `${start} -n ${quoted(`not ${seen}`)} ${specOf(flag)}`),
    ...others.flatMap((command) =>
      command.flags.map(
        (flag) =>
          `${start} -n ${quoted(`__fish_seen_subcommand_from ${command.name}`)} ${specOf(flag)}`,
      ),
    ),
  ].join('\n');
}

function specOf({ name, help, takes, values }: CompletedFlag): string {
  const list = listOf(values);
  const words = values.map(({ value }) => value).join(' ');
  const argument = {
    nothing: '',
    text: ' -x',
    file: ' -r -F',
    one: ` -x -a ${quoted(list)}`,
    several: ` -x -a ${quoted(`(__fish_append , ${words})`)}`,
  }[takes];
  return `-l ${name}${argument} -d ${quoted(help)}`;
}

/** Words with descriptions, as fish reads them: an escaped tab parts the two. */
function listOf(values: readonly CompletedValue[]): string {
  return values.map(({ value, help }) => (help ? `${value}\\t${quoted(help)}` : value)).join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, (letter) => `\\${letter}`)}'`;
}
