import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const commandFile = join(root, 'dist/cli/hardened-container.cjs');
const yoFile = join(root, 'node_modules/yo/lib/cli.js');

/** The outcome of a process. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

export interface Surrounding {
  readonly cwd: string;
  /** What is typed, each after the text that is waited for; without it nobody is at a terminal. */
  readonly keys?: readonly { readonly after: string; readonly press: string }[];
  /** Standard input stays open, and nothing ever comes from it. */
  readonly isIdle?: boolean;
  /** Root runs it without the rights of root. */
  readonly isOrdinary?: boolean;
}

/** Builds the package as it is shipped: the doors are tested from dist, and by the real yo. */
export async function build(): Promise<void> {
  const { code, output } = await start([process.execPath, '--import', 'tsx/esm', 'build.ts'], {
    cwd: root,
  });
  if (code !== 0) throw new Error(output);
}

/** Runs the hardened-container command. */
export function command(args: readonly string[], surrounding: Surrounding): Promise<Run> {
  const ordinary = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const isDropping = surrounding.isOrdinary && process.getuid?.() === 0;
  const words = [process.execPath, commandFile, ...args];
  return start(isDropping ? [...ordinary, ...words] : words, surrounding);
}

/** Runs a line in bash, with the command installed. */
export function shell(line: string, surrounding: Surrounding): Promise<Run> {
  const bin = join(surrounding.cwd, '..', 'bin');
  mkdirSync(bin, { recursive: true });
  const script = `#!/bin/sh\nexec ${quoted([process.execPath, commandFile])} "$@"\n`;
  writeFileSync(join(bin, 'hardened-container'), script, { mode: 0o755 });
  return start(['bash', '-c', line], surrounding, { PATH: `${bin}:${process.env.PATH}` });
}

/** Runs yo hardened-container, with yo and this generator installed. */
export function yo(
  args: readonly string[],
  surrounding: Surrounding,
  generator = 'hardened-container',
): Promise<Run> {
  const modules = join(surrounding.cwd, '..', 'node_modules');
  mkdirSync(modules, { recursive: true });
  const link = join(modules, 'generator-hardened-container');
  rmSync(link, { force: true });
  symlinkSync(root, link);
  const words = [process.execPath, yoFile, generator, ...args];
  return start(words, surrounding, { NODE_PATH: modules });
}

function start(
  words: readonly string[],
  { cwd, keys, isIdle = false }: Surrounding,
  environment: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const [file = '', ...args] = keys ? ['script', '-qec', quoted(words), '/dev/null'] : words;
  const env = { ...process.env, HOME: join(cwd, '..', 'home'), COLUMNS: '80', ...environment };
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: [keys || isIdle ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    // A question that nobody has thought of would wait for ever.
    ...(keys && { timeout: 90_000, killSignal: 'SIGKILL' }),
  });
  const waiting = [...(keys ?? [])];
  let output = '';
  let seen = 0;
  const read = (text: string) => {
    output += text;
    // Whether prompts have colors depends on the terminal that the tests run in.
    const shown = stripVTControlCharacters(output);
    while (waiting[0] && shown.includes(waiting[0].after, seen)) {
      // What is waited for next comes after it, even if the same has been shown before.
      seen = shown.indexOf(waiting[0].after, seen) + waiting[0].after.length;
      child.stdin?.write(waiting.shift()?.press);
    }
  };
  child.stdout?.setEncoding('utf8').on('data', read);
  child.stderr?.setEncoding('utf8').on('data', read);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, output }));
  });
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}

/**
 * A separate folder for a test, with a home next to it. yo drops root privileges,
 * so everyone may write to both.
 */
export function makeFolder(): { readonly folder: string; readonly remove: () => void } {
  const outer = mkdtempSync(join(tmpdir(), 'door-'));
  const folder = join(outer, 'work');
  for (const path of [folder, join(outer, 'home')]) {
    mkdirSync(path);
    chmodSync(path, 0o777);
    if (process.getuid?.() === 0) chownSync(path, 1000, 1000);
  }
  chmodSync(outer, 0o755);
  return { folder, remove: () => rmSync(outer, { recursive: true, force: true }) };
}

/**
 * Appends a line to a file of a project, and has the record say that an older version wrote another text.
 * Nobody knows then what in the file is an edit, so it conflicts with a run that would write it.
 */
export function putInTheWay(project: string, path: string, line: string): void {
  appendFileSync(join(project, path), `${line}\n`);
  const file = join(project, '.yo-rc.json');
  const stored = JSON.parse(readFileSync(file, 'utf8'));
  const written = stored['generator-hardened-container:written'];
  written.version = '0.0.9';
  written.files[path] = '0'.repeat(40);
  writeFileSync(file, `${JSON.stringify(stored, null, 2)}\n`);
}

/** All files below a folder, links among them, which are not followed. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesIn(join(folder, entry.name)).map((path) => join(entry.name, path))
        : [entry.name],
    )
    .sort();
}
