import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Contender } from './peers.ts';

/** What one run of a contender came to. */
export interface Lap {
  readonly milliseconds: number;
  readonly files: number;
  /** Most memory that it had at once; NaN where it is not asked for. */
  readonly bytes: number;
}

const nobody = 65534;

/** Runs a contender in an empty folder, from its start to its end. Throws where it fails. */
export function time(
  { title, words, env, isOrdinary = false }: Contender,
  folder: string,
  memoryFile?: string,
): Lap {
  const [work, home] = [join(folder, 'work'), join(folder, 'home')];
  // ext4 gives the inodes of what was just deleted to nobody for minutes, and looks past them for
  // each new file: so that nobody pays for the lap before, nothing is deleted between laps.
  if (existsSync(work)) renameSync(work, mkdtempSync(join(folder, 'before-')));
  for (const path of [work, home]) mkdirSync(path, { recursive: true });
  const other = isOrdinary && process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  for (const path of [work, home])
    if (process.getuid?.() === 0) chownSync(path, other.uid ?? 0, other.gid ?? 0);
  const [program, ...args] = words;
  const before = performance.now();
  const { status, stderr, error } = spawnSync(program, args, {
    cwd: work,
    env: { ...process.env, HOME: home, ...env, ...(memoryFile && tellMemory(memoryFile)) },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    ...other,
  });
  const milliseconds = performance.now() - before;
  if (status !== 0) throw new Error(`${title} ended with ${status}: ${error ?? stderr}`);
  const written = readdirSync(work, { recursive: true, withFileTypes: true });
  return {
    milliseconds,
    files: written.filter((entry) => entry.isFile()).length,
    bytes: memoryFile ? Number(readFileSync(memoryFile, 'utf8')) : Number.NaN,
  };
}

/** Has Node write down, at its end, how much memory it had at most; Linux and Node count in KiB. */
function tellMemory(file: string): NodeJS.ProcessEnv {
  const tell = `process.on('exit', () => process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS * 1024)));`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tell)}` };
}

/** Lets everybody look into a folder, since yo runs without the rights of root. */
export function open(folder: string): void {
  chmodSync(folder, 0o755);
}
