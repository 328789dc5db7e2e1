import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RenderedProject } from '../rendered-project.ts';

const made: string[] = [];

/** An empty folder that goes when the tests end. */
export function temporaryFolder(): string {
  if (made.length === 0)
    process.on('exit', () => {
      for (const folder of made) rmSync(folder, { recursive: true, force: true });
    });
  const folder = mkdtempSync(join(tmpdir(), 'hardened-container-test-'));
  made.push(folder);
  return folder;
}

/** Writes a project to a folder of its own, which is returned. */
export function writtenProject({ plan, text }: RenderedProject): string {
  const folder = temporaryFolder();
  for (const { path, isExecutable } of plan.files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text(path), { mode: isExecutable ? 0o755 : 0o644 });
  }
  return folder;
}

/** What a command says; an error with all that it has said where it fails. */
export function output(
  command: readonly [string, ...string[]],
  options: { cwd?: string; env?: Record<string, string> } = {},
): string {
  const [program, ...words] = command;
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (error) throw error;
  assert.equal(status, 0, `${command.join(' ').slice(0, 80)} has failed:\n${stdout}${stderr}`);
  return stdout;
}

/** Runs a script in the shell that the generated project is written for. */
export function shell(
  script: string,
  options: { cwd?: string; env?: Record<string, string> } = {},
): string {
  return output(['sh', '-eu', '-c', script], options);
}
