import type { Field } from '../../src/answers/field.ts';
import { fields } from '../../src/answers/fields.ts';
import { choicesOf, type Flag, flags } from '../../src/answers/flags.ts';
import { extras } from '../../src/extras/extras.ts';
import { ownFlags } from '../arguments.ts';
import { type CommandName, commandNames, commands, takesFlag } from '../commands.ts';
import { knownWord } from '../known-word.ts';
import { operandHelp, operandsOf } from '../operands.ts';
import type { Outcome } from '../outcome.ts';
import { type Shell, shells } from './shells.ts';

/** What may be typed, as a script of any shell needs to know it. */
export interface Completable {
  readonly commands: readonly CompletedCommand[];
  /** All flags, each of which a new service takes. */
  readonly flags: readonly CompletedFlag[];
}

export interface CompletedCommand {
  readonly name: CommandName;
  readonly help: string;
  readonly operands: readonly CompletedValue[];
  readonly flags: readonly CompletedFlag[];
}

/** A word that can be typed, with one line about it; empty if there is nothing to say. */
export interface CompletedValue {
  readonly value: string;
  readonly help: string;
}

export interface CompletedFlag {
  readonly name: string;
  readonly help: string;
  /** What follows it: nothing, something free, a file, one of the values, or several joined by commas. */
  readonly takes: 'nothing' | 'text' | 'file' | 'one' | 'several';
  readonly values: readonly CompletedValue[];
  readonly isRepeatable: boolean;
}

/**
 * hardened-container completion: what a shell needs to complete this command.
 *
 * @throws Refusal where there is no script for such a shell.
 */
export async function completion(shell: string): Promise<Outcome> {
  const write = await writers[knownWord(shell, shells, 'shell')]();
  const script = write(completable());
  return { text: script, data: { script } };
}

type Writer = (completable: Completable) => string;

const writers: Readonly<Record<Shell, () => Promise<Writer>>> = {
  bash: async () => (await import('./bash.ts')).bashScript,
  zsh: async () => (await import('./zsh.ts')).zshScript,
  fish: async () => (await import('./fish.ts')).fishScript,
};

function completable(): Completable {
  const all = [
    ...flags.map(answerFlag),
    ...Object.entries(ownFlags).map(([name, help]) => ownFlag(name, help)),
  ];
  return {
    commands: commandNames.map((name) => ({
      name,
      help: commands[name].help,
      operands: operandsOf(name).map((value) => ({ value, help: operandHelp(value) })),
      flags: all.filter((flag) => takesFlag(name, flag.name)),
    })),
    flags: all.filter((flag) => takesFlag('new', flag.name)),
  };
}

/** What follows flags of the command itself. */
const taken: Readonly<Record<string, CompletedFlag['takes']>> = {
  answers: 'file',
  file: 'file',
  threshold: 'text',
};

function ownFlag(name: string, help: string): CompletedFlag {
  const takes = taken[name] ?? 'nothing';
  if (name !== 'remove') return { name, help, takes, values: [], isRepeatable: false };
  const values = Object.values(extras).map(({ id, title }) => ({ value: id, help: title }));
  return { name, help, takes: 'several', values, isRepeatable: true };
}

function answerFlag(flag: Flag): CompletedFlag {
  const { type }: Field = fields[flag.field];
  // --help has an integer's range; it isn't a list of values.
  const values =
    type === 'integer' ? [] : choicesOf(flag).map(({ value, title }) => ({ value, help: title }));
  const { name, help, isRepeatable } = flag;
  return { name, help, takes: takenBy(flag, type, values), values, isRepeatable };
}

function takenBy({ takesValue }: Flag, type: Field['type'], values: readonly CompletedValue[]) {
  if (!takesValue) return 'nothing';
  if (values.length === 0) return 'text';
  return type === 'set' ? 'several' : 'one';
}
