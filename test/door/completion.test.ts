import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandNames } from '../../cli/commands.ts';
import { fields } from '../../src/answers/fields.ts';
import { flags } from '../../src/answers/flags.ts';
import { options } from '../../src/hardening/options.ts';
import { bases } from '../../src/images/bases.ts';
import { build, command, makeFolder } from './doors.ts';

/** What each shell offers for the last of the words on a line, with the script loaded in it. */
type Offers = (script: string, line: string, folder: string) => Promise<readonly string[]>;

const inBash: Offers = async (script, line, folder) => {
  // As readline does it: = parts words.
  const words = line.split(/ |(?==)|(?<==)/);
  const code = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _hardened_container; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ['--norc', '-c', code, script, ...words];
  return linesOf(execFileSync('bash', args, { encoding: 'utf8', cwd: folder }));
};

const inFish: Offers = async (script, line, folder) => {
  const code = 'source $argv[1]; complete -C $argv[2]';
  const env = { ...process.env, HOME: join(folder, '../home') };
  const args = ['--no-config', '-c', code, script, line];
  const text = execFileSync('fish', args, { encoding: 'utf8', cwd: folder, env });
  return linesOf(text).map((row) => row.split('\t')[0] ?? '');
};

/** zsh completes on a terminal only: the list that it shows is read. */
const inZsh: Offers = (script, line, folder) => {
  const child = spawn('script', ['-qec', 'zsh -f -i', '/dev/null'], {
    cwd: folder,
    env: { ...process.env, TERM: 'dumb', HOME: join(folder, '../home') },
  });
  const setUp = `stty rows 100 columns 300; autoload -Uz compinit; compinit -u -D; source ${script}; LISTMAX=0`;
  const keys = [
    { after: /\n?.*[#%] .*2004h/s, press: `${setUp}; PS1='RE''ADY '\n` },
    { after: /READY .*2004h/s, press: `${line}\x04` },
  ];
  let output = '';
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (keys[0]?.after.test(output)) {
        output = '';
        child.stdin.write(keys.shift()?.press);
      } else if (keys.length === 0 && output.split(line).length > 2) {
        child.kill();
        resolve(output.split('\n').flatMap((row) => row.replace(/ +-- .*/, '').split(/\s+/)));
      }
    });
  });
};

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

const shells: Readonly<Record<string, Offers>> = { bash: inBash, zsh: inZsh, fish: inFish };

describe('the completion of the command', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
    mkdirSync(join(folder, 'services of all'));
    writeFileSync(join(folder, 'services.yaml'), '');
  });
  afterEach(() => remove());

  for (const [shell, offers] of Object.entries(shells)) {
    const isInstalled = spawnSync(shell, ['--version']).status === 0;
    const inShell = isInstalled ? it : it.skip;

    const offered = async (line: string) => {
      const script = join(folder, '../script');
      const { code, output } = await command(['completion', shell], { cwd: folder });
      assert.equal(code, 0, output);
      writeFileSync(script, output);
      return offers(script, line, folder);
    };
    const assertOffers = async (line: string, some: readonly string[], none: readonly string[]) => {
      const found = await offered(line);
      const hasEnd = (end: string) => found.some((word) => word.endsWith(end));
      for (const word of some) assert.ok(hasEnd(word), `${line}: no ${word} in ${found}`);
      for (const word of none) assert.ok(!hasEnd(word), `${line}: ${word} in ${found}`);
    };

    inShell(`${shell} offers the sub-commands`, async () => {
      await assertOffers('hardened-container ', commandNames, ['--yes', 'alpine']);
    });

    inShell(`${shell} offers every flag`, async () => {
      const names = flags.map(({ name }) => `--${name}`);
      const own = ['--answers', '--yes', '--dry-run', '--json'];
      await assertOffers('hardened-container demo --', [...names, ...own], ['list']);
    });

    inShell(`${shell} offers the values of a flag`, async () => {
      await assertOffers('hardened-container demo --base ', Object.keys(bases), ['--yes', 'go']);
      await assertOffers('hardened-container demo --base=', Object.keys(bases), ['--yes', 'go']);
      const presets = fields.preset.choices({} as never).map(({ value }) => value);
      await assertOffers('hardened-container demo --preset ', presets, ['alpine']);
    });

    inShell(`${shell} offers one more for a list`, async () => {
      const ids = options.map(({ id }) => id).filter((id) => /^no-(?!shell)/.test(id));
      await assertOffers('hardened-container demo --with seccomp,no-', ids, ['healthcheck']);
      await assertOffers('hardened-container demo --without=seccomp,no-', ids, ['healthcheck']);
    });

    inShell(`${shell} offers files for answers`, async () => {
      await assertOffers('hardened-container --answers s', ['services.yaml'], ['scratch']);
    });

    inShell(`${shell} offers what a sub-command takes, and its flags`, async () => {
      await assertOffers('hardened-container list ', ['bases', 'options'], ['no-shell', '--yes']);
      await assertOffers('hardened-container explain ', ['no-shell', 'alpine'], ['bases']);
      await assertOffers('hardened-container completion ', Object.keys(shells), ['bases']);
      await assertOffers('hardened-container list --', ['--json', '--help'], ['--base', '--yes']);
    });
  }

  it('describes flags, commands and values in zsh and fish', async () => {
    const script = async (shell: string) =>
      (await command(['completion', shell], { cwd: folder })).output;
    const zsh = await script('zsh');
    assert.match(zsh, /--base=\[base image\]:base:\(\(scratch\\:"scratch" .*alpine\\:"Alpine"/);
    assert.match(zsh, /2:explain:\(\(.* seccomp\\:"The default seccomp profile filters/);
    const fish = await script('fish');
    if (spawnSync('fish', ['--version']).status !== 0) return;
    const file = join(folder, '../script.fish');
    writeFileSync(file, fish);
    const code = 'source $argv[1]; complete -C "hardened-container demo --base "';
    const env = { ...process.env, HOME: join(folder, '../home') };
    const args = ['--no-config', '-c', code, file];
    const offered = execFileSync('fish', args, { encoding: 'utf8', cwd: folder, env });
    assert.match(offered, /^distroless\tdistroless static$/m);
  });

  it('in bash is clean under shellcheck, where that is installed', async function () {
    if (spawnSync('shellcheck', ['--version']).status !== 0) return this.skip();
    const { output } = await command(['completion', 'bash'], { cwd: folder });
    const { stdout, status } = spawnSync('shellcheck', ['--shell=bash', '-'], { input: output });
    assert.equal(status, 0, stdout.toString());
  });
});
