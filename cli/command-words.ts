import { tooManyNames } from '../src/answers/flags.ts';
import { nearest } from '../src/answers/nearest.ts';
import { type Problem, show } from '../src/answers/problem.ts';
import { printable } from '../src/printable.ts';
import {
  type Command,
  type CommandName,
  commandNames,
  commands,
  informingFlags,
  isCommand,
  takesFlag,
} from './commands.ts';

/** The words of a command line that are neither flags nor their values. */
export interface CommandWords {
  readonly command: CommandName;
  /** Whether the first may be a sub-command with a slip in it; after `new` or two dashes it is a name. */
  readonly mayBeMisspelt: boolean;
  readonly operands: readonly string[];
}

interface Token {
  readonly kind: 'option' | 'positional' | 'option-terminator';
  readonly value?: string | undefined;
}

interface Flag {
  readonly name: string;
  readonly rawName: string;
}

/** Parts the words; after two dashes alone each is a name, whatever it is. */
export function commandWords(tokens: readonly Token[]): CommandWords {
  const words = tokens.filter(({ kind }) => kind !== 'option');
  const operands = words.map(({ value }) => value).filter((word) => word !== undefined);
  const mayBeMisspelt = words[0]?.kind === 'positional';
  const [first, ...others] = operands;
  return mayBeMisspelt && isCommand(first)
    ? { command: first, mayBeMisspelt: false, operands: others }
    : { command: 'new', mayBeMisspelt, operands };
}

/** Problems with the words and their flags. */
export function problemsOfWords(
  { command, mayBeMisspelt, operands }: CommandWords,
  flags: readonly Flag[],
): Problem[] {
  const [first, ...others] = operands;
  const foreign = flags.filter(({ name }) => !takesFlag(command, name));
  if (command === 'new') {
    const ofServices = flags.filter(({ name }) => !takesFlag('help', name));
    // With flags of a service, the word is a name and not a sub-command.
    const isBare = mayBeMisspelt && (ofServices.length === 0 || others.length > 0);
    const meant = isBare && first !== undefined && nearest(first, commandNames);
    if (meant) return [misspelt(first, meant)];
    return [...foreign.map(({ rawName }) => noFlagOfNew(rawName)), ...others.map(tooManyNames)];
  }
  const { operand, needsOperand, takesSeveral }: Command = commands[command];
  const surplus = operand === undefined ? operands : takesSeveral ? [] : others;
  const isInforming = flags.some(({ name }) => name in informingFlags);
  const isMissing = needsOperand && first === undefined && !isInforming;
  return [
    ...foreign.map(({ rawName }) => noFlagOf(command, rawName)),
    ...surplus.map((word) => surplusWord(command, word)),
    ...(isMissing ? [missingWord(command, operand ?? '')] : []),
  ];
}

function misspelt(word: string, meant: string): Problem {
  const message = `Unknown command ${show(word)}. Did you mean ${meant}? To create a service with that name, run hardened-container new ${printable(word)}.`;
  return { field: 'name', value: word, message };
}

function noFlagOfNew(flag: string): Problem {
  const message = `${flag} is for projects that exist. Run hardened-container help for the flags of a new one.`;
  return { field: flag, value: undefined, message };
}

function noFlagOf(command: CommandName, flag: string): Problem {
  const message = `${command} doesn't take ${flag}. Run hardened-container help ${command} for its flags, or hardened-container new ${command} to create a service with that name.`;
  return { field: flag, value: undefined, message };
}

function surplusWord(command: CommandName, word: string): Problem {
  const message = `Unexpected word ${show(word)} after ${command}. Run hardened-container help ${command} for its usage.`;
  return { field: command, value: word, message };
}

function missingWord(command: CommandName, operand: string): Problem {
  const message = `${command} needs ${operand}. Run hardened-container help ${command} for the possible values.`;
  return { field: command, value: undefined, message };
}
