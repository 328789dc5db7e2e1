/** What a sub-command takes, in one line of --help. */
export interface Command {
  /** The word that follows it, as it is shown. */
  readonly operand: string | undefined;
  readonly needsOperand: boolean;
  readonly help: string;
}

/** The sub-commands, in the order of --help. */
export const commands = {
  new: {
    operand: 'NAME',
    needsOperand: false,
    help: 'make a service; the word new may be left out',
  },
  list: {
    operand: 'WHAT',
    needsOperand: false,
    help: 'list languages, bases, hardening options and all else that can be chosen',
  },
  explain: {
    operand: 'ID',
    needsOperand: true,
    help: 'tell all that is known of a hardening option, a base or whatever else is listed',
  },
  schema: {
    operand: undefined,
    needsOperand: false,
    help: 'print the JSON Schema of an answers file, for editors',
  },
  completion: {
    operand: 'SHELL',
    needsOperand: true,
    help: 'print what bash, zsh or fish needs to complete this command',
  },
  help: { operand: 'COMMAND', needsOperand: false, help: 'show this, or the help of a command' },
} as const satisfies Record<string, Command>;

/** Flags that are asked for without anything else. */
export const informingFlags = {
  help: 'show this',
  version: 'show the version',
} as const;

/** Flags that every sub-command takes. */
export const commonFlags: readonly string[] = ['json', ...Object.keys(informingFlags)];

export type CommandName = keyof typeof commands;

export const commandNames = Object.keys(commands) as CommandName[];

export function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(commands, word);
}

/** How it is typed. */
export function usageOf(name: CommandName): string {
  const { operand, needsOperand }: Command = commands[name];
  if (operand === undefined) return name;
  return needsOperand ? `${name} ${operand}` : `${name} [${operand}]`;
}
