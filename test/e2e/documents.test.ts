import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandsIn } from './documents.ts';
import { describeOn } from './engine.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Commands that run elsewhere, or for as long as one likes. */
const elsewhere: Readonly<Record<string, string>> = {
  'npm install && npm test': 'by .ci/run',
  'npm install': 'by .ci/run',
  'npm test': 'by .ci/run',
  'eval "$(test/engine/up.sh)"': 'by .ci/run',
  'export BUILDKITD=$(test/engine/buildkit.sh)': 'by .ci/run',
