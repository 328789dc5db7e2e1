import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type Generator from 'yeoman-generator';
import { doorFlags, flags, tooManyNames, unknownFlag } from '../../src/answers/flags.ts';
import { AnswersError, show } from '../../src/answers/problem.ts';
import { readStored, storedFile } from '../../src/answers/stored.ts';
import { readText } from '../../src/project/folder.ts';
import { exitCodes, Refusal } from '../../src/refusal.ts';

/**
 * Flags of yo and of Yeoman's environment, in addition to the ones that it registers
 * with every generator.
 * Source: yo 7.0.1 lib/cli.js and lib/usage.txt; yeoman-environment 6.3.0
 * dist/util/command.js and dist/environment-full.js
 */
const yeomanFlags = [
  'ask-answered',
  'bail',
  'color',
  'cwd',
  'debug',
  'dry-run',
  'experimental',
  'ignore-version-check',
  'ignore-whitespace',
  'insight',
  'local-config-only',
  'local-only',
  'log-cwd',
  'node-package-manager',
  'skip-cache',
  'skip-check-env',
  'skip-install',
  'skip-local-cache',
  'skip-parse-options',
  'skip-yo-resolve',
  'update-notifier',
  'whitespace',
];

/**
 * Refuses flags that nobody knows, which Yeoman would pass over in silence. The
 * options themselves do not tell what was typed: the environment adds its own.
 *
 * @throws AnswersError naming each, with the one that may have been meant.
 */
export function refuseUnknownFlags({ options, _options }: Generator): void {
  const known = [...Object.keys(_options), 'h', ...yeomanFlags];
  const unknown = typedFlags()
    .filter((flag) => {
      const name = nameOf(flag);
      return name in options && !known.includes(name);
    })
    .map((flag) => unknownFlag(flag, ['help']));
  if (unknown.length > 0) throw new AnswersError(unknown);
}

function typedFlags(): string[] {
  const [, , ...words] = process.argv;
  const end = words.indexOf('--');
  return (end === -1 ? words : words.slice(0, end))
    .filter((word) => /^--?[a-z]/i.test(word))
    .map((word) => word.replace(/=.*/s, ''));
}

/** The option that a flag sets: yo also takes --no-x, and --x.y for a part of it. */
function nameOf(flag: string): string {
  return flag.replace(/^-+/, '').replace(/^no-/, '').replace(/\..*/, '');
}

/** Whether an adapter asks on a terminal; one of a test answers by itself, and has no input. */
export function isTerminal(adapter: object): boolean {
  const { stdin } = ('actualAdapter' in adapter ? adapter.actualAdapter : adapter) as {
    readonly stdin?: { readonly isTTY?: boolean };
  };
  return stdin === undefined || stdin.isTTY === true;
}

/**
 * Refuses to run in a folder whose .yo-rc.json is broken: Yeoman reads it in its
 * constructor, even where the service gets a folder of its own.
 *
 * @throws Refusal with a sentence.
 */
export function refuseBrokenConfig(current: string): void {
  readStored(readText(join(current, storedFile)));
}

/**
 * Refuses to run where yo was started by root: it takes the rights of another
 * user then, and Yeoman dies on the first file that is root's own. The command
 * has no such habit.
 *
 * @throws Refusal with a sentence.
 */
export function refuseLostRights(current: string): void {
  const home = homedir();
  const isRoots = process.getuid?.() !== 0 && statSync(home, { throwIfNoEntry: false })?.uid === 0;
  if (!isRoots) return;
  try {
    // Yeoman looks for this file before anything of ours runs.
    statSync(join(home, '.yo-rc-global.json'), { throwIfNoEntry: false });
    accessSync(current, constants.W_OK);
  } catch (error) {
    const message =
      `yo drops root privileges and then can't use ${home} or ${current}. ` +
      'Run hardened-container instead, which takes the same flags, or run yo as another user.';
    throw new Refusal(message, exitCodes.failed, { cause: error });
  }
}

/**
 * Rejects words that aren't a name, or that yo misread: it reads `--yes demo`
 * as a flag with a value, and `--force=false` as one that is given.
 *
 * @param names how many names may be typed
 * @throws AnswersError naming them.
 */
export function refuseStrayWords({ args, _initOptions }: Generator, names: number): void {
  const options: Readonly<Record<string, unknown>> = { ..._initOptions };
  const switches = [
    ...flags.filter(({ takesValue }) => !takesValue).map(({ name }) => name),
    ...Object.keys(doorFlags),
  ];
  const swallowed = switches
    .filter((name) => typeof options[name] === 'string')
    .map((name) => ({
      field: name,
      value: options[name],
      message: `--${name} takes no value, but got ${show(options[name])}. Put the name before it.`,
    }));
  const problems = [...swallowed, ...args.slice(names).map(tooManyNames)];
  if (problems.length > 0) throw new AnswersError(problems);
}

/**
 * Has Yeoman remove a file when it writes the others. Its own `delete` takes a path for a
 * pattern, and in a folder called `a*` would remove what lies in others. There is no prompt, because
 * removed files are unmodified.
 */
export function letGo(store: Generator['env']['sharedFs'], path: string): void {
  const removed = { contents: null, state: 'deleted', conflicter: 'force' } as const;
  store.add(Object.assign(store.get(path), removed));
}

/** Lets Yeoman write a file without a prompt, because no edits are lost. */
export function overwriteUnasked(store: Generator['env']['sharedFs'], path: string): void {
  store.add(Object.assign(store.get(path), { conflicter: 'force' }));
}

/**
 * Says what Ctrl-C at a question has come to. It is said on the error itself:
 * Yeoman has handed that to yo already, and throws no other.
 */
export function explainInterrupt(error: unknown): never {
  const isInterrupt = error instanceof Error && error.name === 'ExitPromptError';
  throw isInterrupt ? Object.assign(error, interruption) : error;
}

const interruption = {
  message: 'Interrupted. Nothing was written.',
  code: exitCodes.interrupted,
} as const;
