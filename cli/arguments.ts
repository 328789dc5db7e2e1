import { parseArgs } from 'node:util';
import {
  additionFlags,
  answersByFlags,
  conflictFlags,
  conflictWay,
  doorFlags,
  flags,
  unknownFlag,
} from '../src/answers/flags.ts';
import type { RawAnswers } from '../src/answers/parse.ts';
import { AnswersError, type Problem } from '../src/answers/problem.ts';
import { type CommandWords, commandWords, problemsOfWords } from './command-words.ts';
import {
  adoptFlags,
  type CommandName,
  checkFlags,
  informingFlags,
  updateFlags,
} from './commands.ts';

/** What was typed after the name of the command. */
export interface Arguments {
  readonly command: CommandName;
  /** The word after the sub-command, which for a new service is its name. */
  readonly operand: string | undefined;
  /** All words after the sub-command. */
  readonly operands: readonly string[];
  readonly given: RawAnswers;
  /** Extras to remove from a project, as they were typed. */
  readonly remove: unknown;
  readonly takesDefaults: boolean;
  readonly isForced: boolean;
  /** What becomes of a file in which a change and an edit conflict. */
  readonly onConflict: ReturnType<typeof conflictWay>;
  /** Whether deleted files are written again. */
  readonly restores: boolean;
  /** Path of an answers file; `-` for standard input. */
  readonly answersFile: string | undefined;
  readonly isDryRun: boolean;
  /** Whether versions are moved to the ones that a new service gets. */
  readonly isBump: boolean;
  readonly isStrict: boolean;
  readonly isGrade: boolean;
  /** Path of the Dockerfile to grade. */
  readonly file: string | undefined;
  readonly threshold: string | undefined;
  readonly wantsJson: boolean;
  readonly wantsHelp: boolean;
  readonly wantsVersion: boolean;
}

/** Flags of this door alone that take part in making services. */
export const runFlags = {
  answers:
    'read the answers of one service or a list from FILE, in JSON or YAML; - reads standard input',
  'dry-run': 'show what would be written, and write nothing',
  json: 'print the result as JSON, and everything else on standard error',
} as const;

/** All flags that aren't answers, in the order of --help. */
export const ownFlags = {
  ...additionFlags,
  ...updateFlags,
  ...checkFlags,
  ...adoptFlags,
  ...doorFlags,
  ...conflictFlags,
  ...runFlags,
  ...informingFlags,
} as const;

/** Flags that may be typed as one letter. */
export const shortFlags: Readonly<Record<string, string>> = {
  yes: 'y',
  force: 'f',
  help: 'h',
  version: 'v',
};

/**
 * Reads the command line.
 *
 * @throws AnswersError naming all that is wrong with its flags; values are not looked at.
 */
export function readArguments(typed: readonly string[]): Arguments {
  const { tokens } = parseArgs({ args: [...typed], options, strict: false, tokens: true });
  const named = tokens.filter((token) => token.kind === 'option');
  const words = commandWords(tokens);
  const problems = named.flatMap(problemOf);
  // What follows a flag that there is not may be its value, and no name.
  if (problems.length === 0) problems.push(...problemsOfWords(words, named));
  if (problems.length > 0) throw new AnswersError(problems);
  const valuesOf = (flag: string) =>
    named.filter(({ name }) => name === flag).map(({ value }) => value ?? true);
  const isSet = (...names: string[]) => names.some((name) => valuesOf(name).length > 0);
  return {
    command: words.command,
    operand: words.operands[0],
    operands: words.operands,
    given: { ...nameOf(words), ...answersByFlags((flag) => valueOrValues(flag, valuesOf(flag))) },
    remove: valueOrValues('extras', valuesOf('remove')),
    takesDefaults: isSet('yes', 'defaults'),
    isForced: isSet('force'),
    onConflict: conflictWay(valuesOf('on-conflict').at(-1)),
    restores: isSet('restore'),
    answersFile: valuesOf('answers').at(-1) as string | undefined,
    isDryRun: isSet('dry-run'),
    isBump: isSet('bump'),
    isStrict: isSet('strict'),
    isGrade: isSet('grade'),
    file: valuesOf('file').at(-1) as string | undefined,
    threshold: valuesOf('threshold').at(-1) as string | undefined,
    wantsJson: isSet('json'),
    wantsHelp: isSet('help'),
    wantsVersion: isSet('version'),
  };
}

/** The own flags that a value follows. */
const valuedFlags: readonly string[] = ['answers', 'remove', 'on-conflict', 'file', 'threshold'];

const options = Object.fromEntries([
  ...flags.map(({ name, takesValue }) => [name, optionOf(name, takesValue)] as const),
  ...Object.keys(ownFlags).map(
    (name) => [name, optionOf(name, valuedFlags.includes(name))] as const,
  ),
]);

function optionOf(name: string, takesValue: boolean) {
  const short = shortFlags[name];
  return { type: takesValue ? ('string' as const) : ('boolean' as const), ...(short && { short }) };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function problemOf({ name, rawName, value, inlineValue }: OptionToken): Problem[] {
  // Properties of every object, such as constructor, aren't flags.
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  const problem = (message: string) => [{ field: rawName, value, message }];
  if (!option) return [unknownFlag(rawName, Object.keys(ownFlags))];
  if (option.type === 'boolean')
    return value === undefined
      ? []
      : problem(`${rawName} takes no value. Pass it alone or leave it out.`);
  // A value may begin with a dash, but then it has to be joined with =.
  const isMissing = value === undefined || (/^-./.test(value) && !inlineValue);
  return isMissing ? problem(`${rawName} needs a value. Pass ${rawName}=VALUE.`) : [];
}

/** A set or list takes all that is given, anything else the last. */
function valueOrValues(flag: string, values: readonly unknown[]): unknown {
  const isRepeatable = flags.some(({ name, isRepeatable }) => name === flag && isRepeatable);
  return isRepeatable && values.length > 0 ? values : values.at(-1);
}

function nameOf({ command, operands: [name] }: CommandWords): RawAnswers {
  return command === 'new' && name !== undefined ? { name } : {};
}
