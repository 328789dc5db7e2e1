import { additionFlags, flags } from '../src/answers/flags.ts';
import { type DoorId, doors } from '../src/extras/extra.ts';

/** What a sub-command takes, in one line of --help. */
export interface Command {
  /** The word that follows it, as it is shown. */
  readonly operand: string | undefined;
  readonly needsOperand: boolean;
  /** Whether it takes several of these words. */
  readonly takesSeveral?: boolean;
  readonly help: string;
  /** Names of the flags that it accepts besides the common ones; absent if it accepts all. */
  readonly flags?: readonly string[];
}

/** What can be said of an addition to a project, which has answered all else. */
const additionTakes = [
  'extras',
  'remove',
  'data',
  'allow-eol',
  'yes',
  'defaults',
  'force',
  'on-conflict',
  'restore',
  'dry-run',
] as const;

/** What can be said of a program that is taken in. */
const adoptionTakes = [
  'description',
  'module',
  'language-version',
  'kind',
  'port',
  'base',
  'base-version',
  'registry',
  'mirror',
  'preset',
  'hardening',
  'with',
  'without',
  'waiver',
  'extras',
  'data',
  'allow-eol',
  ...flags
    .filter(({ group, field }) => group === 'program' && field !== 'source')
    .map(({ name }) => name),
];

/** The sub-commands, in the order of --help. */
export const commands = {
  new: {
    operand: 'NAME',
    needsOperand: false,
    help: 'create a service; you can omit the word new',
  },
  ci: {
    operand: undefined,
    needsOperand: false,
    help: `add CI to this project: ${doors.ci}`,
    flags: additionTakes,
  },
  deploy: {
    operand: undefined,
    needsOperand: false,
    help: `add deployment files to this project: ${doors.deploy}`,
    flags: additionTakes,
  },
  update: {
    operand: 'FOLDER',
    needsOperand: false,
    takesSeveral: true,
    help: 'update projects to this version of the generator, with their stored answers',
    flags: ['bump', 'allow-eol', 'force', 'on-conflict', 'restore', 'dry-run'],
  },
  check: {
    operand: 'FOLDER',
    needsOperand: false,
    help: 'find drift in a project: edits, ended waivers, versions past their end of life',
    flags: ['strict'],
  },
  adopt: {
    operand: 'FOLDER',
    needsOperand: false,
    help: 'take in an existing program: show how it is built and run, and write hardening/ for it. With --grade, grade its Dockerfile',
    flags: [...adoptionTakes, 'grade', 'file', 'threshold', 'yes', 'defaults', 'dry-run'],
  },
  list: {
    operand: 'WHAT',
    needsOperand: false,
    help: 'list languages, base images, hardening options and all other choices',
    flags: [],
  },
  explain: {
    operand: 'ID',
    needsOperand: true,
    help: 'explain a hardening option, a base image or any other choice',
    flags: [],
  },
  schema: {
    operand: undefined,
    needsOperand: false,
    help: 'print the JSON Schema of an answers file, for editors',
    flags: [],
  },
  completion: {
    operand: 'SHELL',
    needsOperand: true,
    help: 'print the completion script for bash, zsh or fish',
    flags: [],
  },
  help: {
    operand: 'COMMAND',
    needsOperand: false,
    help: 'show this help, or the help of a command',
    flags: [],
  },
} as const satisfies Record<string, Command>;

/** Flags that are asked for without anything else. */
export const informingFlags = {
  help: 'show this help',
  version: 'show the version',
} as const;

/** Flags of `update` alone. */
export const updateFlags = {
  bump: 'move the language and the base image to the versions that a new service gets',
} as const;

/** Flags of `check` alone. */
export const checkFlags = {
  strict: 'count edited and deleted files, and files of an older generator, as errors',
} as const;

/** Flags of `adopt` alone. */
export const adoptFlags = {
  grade: 'grade the files of the repository, without an engine; nothing is written',
  file: 'the Dockerfile to grade, by its path in the repository; Dockerfile if omitted',
  threshold: 'exit with 1 if the score is below this percentage; 0 if omitted',
} as const;

/** Flags that a command without a list of its own doesn't accept. */
const ofOthers = { ...additionFlags, ...updateFlags, ...checkFlags, ...adoptFlags };

/** Flags that every sub-command takes. */
const commonFlags: readonly string[] = ['json', ...Object.keys(informingFlags)];

export type CommandName = keyof typeof commands;

export const commandNames = Object.keys(commands) as CommandName[];

export function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(commands, word);
}

/** Whether a sub-command adds to a project. */
export function isAddition(name: CommandName): name is DoorId {
  return Object.hasOwn(doors, name);
}

/** Whether a sub-command takes a flag. */
export function takesFlag(name: CommandName, flag: string): boolean {
  const { flags: own }: Command = commands[name];
  if (own === undefined) return !Object.hasOwn(ofOthers, flag);
  return [...own, ...commonFlags].includes(flag);
}

/** How it is typed. */
export function usageOf(name: CommandName): string {
  const { operand, needsOperand, takesSeveral }: Command = commands[name];
  if (operand === undefined) return name;
  const shown = takesSeveral ? `${operand}...` : operand;
  return needsOperand ? `${name} ${shown}` : `${name} [${shown}]`;
}
