import { constants } from 'node:fs';
import { join, relative } from 'node:path';
import Generator, { type BaseOptions } from 'yeoman-generator';
import { fields } from '../../src/answers/fields.ts';
import {
  additionFlags,
  answersByFlags,
  conflictFlags,
  conflictWay,
  doorFlags,
  flags,
} from '../../src/answers/flags.ts';
import type { Answers, RawAnswers } from '../../src/answers/parse.ts';
import { type ComparedFile, FilesInTheWayError, filesInTheWay } from '../../src/project/compare.ts';
import { converse, type Terminal } from '../../src/project/conversation.ts';
import { type Destination, refuseOutdated } from '../../src/project/destination.ts';
import { lockFolder } from '../../src/project/lock.ts';
import { removeEmptied } from '../../src/project/obsolete.ts';
import { withDigests } from '../../src/project/pinning.ts';
import { rootOf } from '../../src/project/repository.ts';
import { countOf, introduction, type Result, resultLines } from '../../src/project/result.ts';
import {
  type AnsweredService,
  type ComparedService,
  compareService,
  isUpToDate,
  withMerge,
} from '../../src/project/service.ts';
import { exitCodes } from '../../src/refusal.ts';
import { styleOf } from '../../src/style.ts';
import type { Door, Opened } from './door.ts';
import { terminalOf } from './terminal.ts';
import {
  isTerminal,
  letGo,
  overwriteUnasked,
  refuseBrokenConfig,
  refuseLostRights,
  refuseStrayWords,
  refuseUnknownFlags,
} from './yeoman.ts';

export type Options = BaseOptions & Readonly<Record<string, unknown>>;

/** What the sub-generators share: each asks, plans, and hands the files over to Yeoman. */
export abstract class Scaffold extends Generator<Record<string, unknown>, Options> {
  readonly #door: Door;
  #given!: RawAnswers;
  #destination!: Destination;
  #opened!: Opened;
  #onConflict: AnsweredService['onConflict'];
  #answers: Answers | undefined;
  #compared!: ComparedService;
  #kept: ReadonlySet<string> = new Set();
  #isIntroduced = false;
  #leave = (): void => {};

  /**
   * All that can be wrong with what was typed or stored is found here: an error
   * in one of the queues is announced by Yeoman with a line of its own.
   */
  constructor(words: string[], options: Options, door: Door) {
    if (!options.help) {
      const current = options.env?.cwd ?? process.cwd();
      refuseLostRights(current);
      refuseBrokenConfig(current);
    }
    super(words, options, { customInstallTask: true, inheritTasks: true });
    this.#door = door;
    this.#declareOptions();
    if (options.help) return;
    refuseUnknownFlags(this);
    refuseStrayWords(this, door.takesName ? 1 : 0);
    this.#given = this.#readOptions();
    this.#onConflict = conflictWay(this.#option('on-conflict'));
    this.#enterPlace();
    this.#answers = this.#opened.interview.withoutAsking(this.#known, {
      takesDefaults: Boolean(this.options.yes || this.options.defaults),
      canAsk: isTerminal(this.env.adapter),
      words: ['yo', ...process.argv.slice(2)],
    });
  }

  async prompting(): Promise<void> {
    if (this.#answers) return;
    this.log(`${introduction(styleOf(process.stdout))}\n`);
    this.#isIntroduced = true;
    const { interview } = this.#opened;
    const opening = {
      ...{ interview, given: this.#given, destination: this.#destination, current: this.env.cwd },
      ...{
        remove: this.#option('remove'),
        isWriting: !this.options.dryRun,
        rest: this.#rest,
      },
    };
    const { answers, destination } = await converse(opening, this.#terminal);
    this.#answers = answers;
    this.#destination = destination;
  }

  async writing(): Promise<void> {
    const { folder } = this.#destination;
    const [service = this.#service] = await withMerge(await withDigests([this.#service]));
    if (!isUpToDate(compareService(service))) await this.#enter();
    this.#compared = compareService(service);
    const { files, obsolete } = this.#compared;
    this.#kept = await this.#settleConflicts(files);
    for (const file of files.filter(({ target }) => !this.#kept.has(target))) {
      const { path, contents, isExecutable, isMerged, mode, status } = file;
      // Yeoman overwrites its own file without comparing, unless it is left alone.
      if (isMerged && status === 'same') continue;
      // Yeoman gives a file all of the mode that it is handed, whatever the umask says.
      const allowed = status === 'create' ? mode & ~process.umask() : mode;
      const stat = isExecutable && { mode: constants.S_IFREG | allowed };
      this.fs.write(join(folder, path), contents, { ...(stat && { stat: stat as never }) });
      if (file.keepsEdits || (status === 'change' && !this.options.dryRun))
        overwriteUnasked(this.env.sharedFs, join(folder, path));
    }
    for (const { target } of obsolete.removable) letGo(this.env.sharedFs, target);
  }

  end(): void {
    if (this.options.dryRun) return;
    const { removable, gone = [] } = this.#compared.obsolete;
    removeEmptied([...removable, ...gone]);
    this.#leave();
    if (this.#compared.unresolved?.length) process.exitCode = exitCodes.inTheWay;
    const style = styleOf(process.stdout);
    const lines = resultLines(this.#result, style, this.#terminal.columns);
    this.log(['', ...(this.#isIntroduced ? [] : [introduction(style), '']), ...lines].join('\n'));
  }

  get #result(): Result {
    const { folder, isNew } = this.#destination;
    const { files, obsolete, notices } = this.#compared;
    const statusOf = ({ target, status }: ComparedFile) =>
      this.#kept.has(target) ? 'keep' : status;
    return {
      answers: this.#service.answers,
      ...{ folder, isNew, notices },
      place: relative(this.env.cwd, folder),
      isInRepository: rootOf(folder) !== undefined,
      counts: countOf([...files.map(statusOf), ...obsolete.removable.map(() => 'remove')]),
    };
  }

  /** Keeps other runs out of the folder until this one ends, however it does. */
  async #enter(): Promise<void> {
    if (this.options.dryRun) return;
    const unlock = await lockFolder(this.#destination.folder);
    process.once('exit', unlock);
    this.#leave = () => {
      process.off('exit', unlock);
      unlock();
    };
    refuseOutdated(this.#destination);
  }

  /** Decides about all conflicting files before Yeoman gets one, so canceling changes nothing. */
  async #settleConflicts(files: readonly ComparedFile[]): Promise<ReadonlySet<string>> {
    const { force, dryRun } = this.options;
    const isOpen = ({ isForeign }: ComparedFile) => isForeign || !force;
    const conflicts = dryRun ? [] : filesInTheWay(files).filter(isOpen);
    if (conflicts.length === 0) return new Set();
    // Without a terminal a question what becomes of a file would wait for ever.
    if (!isTerminal(this.env.adapter)) throw new FilesInTheWayError(conflicts);
    const { askWhichToKeep } = await import('../../src/project/fates.ts');
    const inTheWay = conflicts.map((file) => ({ file, path: file.path }));
    return askWhichToKeep(inTheWay, this.#terminal);
  }

  #enterPlace(): void {
    this.#opened = this.#door.open(this.#given, this.env.cwd);
    const { destination, name, found = {} } = this.#opened;
    this.#destination = destination;
    this.#given = { ...found, ...this.#given };
    if (name !== undefined) this.#given = { ...this.#given, name };
    else if (found.name === undefined) delete (this.#given as Record<string, unknown>).name;
  }

  get #terminal(): Terminal {
    return terminalOf(this);
  }

  get #known() {
    return { given: this.#given, ...this.#destination, remove: this.#option('remove') };
  }

  get #service(): AnsweredService {
    if (!this.#answers) throw new Error('The answers are used before they are asked for.');
    return { answers: this.#answers, destination: this.#destination, ...this.#rest };
  }

  get #rest(): Pick<
    AnsweredService,
    'isAddition' | 'isForced' | 'onConflict' | 'restores' | 'notices'
  > {
    const { isAddition } = this.#door;
    return {
      ...(isAddition && { isAddition }),
      isForced: Boolean(this.options.force),
      onConflict: this.#onConflict,
      restores: Boolean(this.options.restore),
      notices: this.#opened.notices ?? [],
    };
  }

  #declareOptions(): void {
    const { takesName, fields: answered } = this.#door;
    if (takesName)
      this.argument('name', { type: String, required: false, description: fields.name.help });
    // What was typed goes through as it is: repeated flags are lists, and parseAnswers reads all.
    for (const { name, takesValue, help } of flags.filter(({ field }) => answered.includes(field)))
      this.option(name, {
        type: takesValue ? (value: unknown) => value : Boolean,
        description: help,
      });
    const withValues = { ...(this.#door.removes && additionFlags), ...conflictFlags };
    for (const [name, description] of Object.entries(withValues))
      this.option(name, { type: (value: unknown) => value, description } as never);
    for (const [name, description] of Object.entries(doorFlags))
      this.option(name, { type: Boolean, description });
  }

  #readOptions(): RawAnswers {
    const { name } = this.options;
    return { ...(name !== undefined && { name }), ...answersByFlags((flag) => this.#option(flag)) };
  }

  /** yo hands an option over under the name that was typed; a program may use the other form. */
  #option(flag: string): unknown {
    const camelCase = flag.replaceAll(/-[a-z]/g, (pair) => pair.slice(1).toUpperCase());
    return this.options[flag] ?? this.options[camelCase];
  }
}
