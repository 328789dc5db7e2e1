import { quoteShell } from '../../src/hardening/quote.ts';
import type { Completable, CompletedFlag, CompletedValue } from './completion.ts';

/** The script for zsh, to be sourced or put into a folder of $fpath as _hardened-container. */
export function zshScript({ commands, flags }: Completable): string {
  const described = commands.map(({ name, help }) => quoteShell(`${name}:${escaped(help)}`));
  const cases = commands
    .filter(({ name }) => name !== 'new')
    .map(({ name, operands, flags: ofCommand }) =>
      [
        `    ${name})`,
        ...argumentsOf(
          ofCommand,
          operands.length > 0 ? [`2:${name}:${listOf(operands)}`] : [],
          '      ',
        ),
        '      return',
        '      ;;',
      ].join('\n'),
    );
  return `#compdef hardened-container
# Completes hardened-container in zsh: source <(hardened-container completion zsh)

_hardened_container() {
  local -a commands
  commands=(
${described.map((row) => `    ${row}`).join('\n')}
  )
  ((CURRENT > 2)) && case $words[2] in
${cases.join('\n')}
  esac
${argumentsOf(flags, ['1:command or name:{_describe command commands}', '2:name: '], '  ').join('\n')}
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _hardened_container "$@"
else
  compdef _hardened_container hardened-container
fi`;
}

function argumentsOf(
  flags: readonly CompletedFlag[],
  operands: readonly string[],
  indent: string,
): string[] {
  const specs = [...flags.map(specOf), ...operands].map(quoteShell);
  return [`${indent}_arguments -S \\`, ...specs.map((spec) => `${indent}  ${spec} \\`)].map(
    (line, index) => (index === specs.length ? line.slice(0, -' \\'.length) : line),
  );
}

function specOf({ name, help, takes, values, isRepeatable }: CompletedFlag): string {
  const action = {
    nothing: '',
    text: `:${name}: `,
    file: `:${name}:_files`,
    one: `:${name}:${listOf(values)}`,
    several: `:${name}:_sequence compadd - ${values.map(({ value }) => value).join(' ')}`,
  }[takes];
  const flag = takes === 'nothing' ? `--${name}` : `--${name}=`;
  return `${isRepeatable ? '*' : ''}${flag}[${escaped(help)}]${action}`;
}

/** Words with descriptions, as _arguments reads them. */
function listOf(values: readonly CompletedValue[]): string {
  const items = values.map(
    ({ value, help }) => `${value}\\:${JSON.stringify(escaped(help || value))}`,
  );
  return `((${items.join(' ')}))`;
}

/** Brackets and colons part what zsh is told. */
function escaped(text: string): string {
  return text.replaceAll(/[[\]:\\]/g, (letter) => `\\${letter}`);
}
