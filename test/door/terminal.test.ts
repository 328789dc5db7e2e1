import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, command, commandFile, filesIn, makeFolder, putInTheWay, shell } from './doors.ts';

const down = '\x1b[B';
const ctrlC = '\x03';
const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';

/** All that could be asked, so that what is asked is what becomes of edited files. */
const given = ['language=go', 'language-version=1.27', 'kind=http', 'base=scratch'];
const flags = [...given, 'preset=strict', 'extras='].map((flag) => `--${flag}`);

describe('the command on a terminal', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const read = (path: string) => readFileSync(join(folder, path), 'utf8');

  /** The cursor, which questions hide, is there again at the end. */
  function assertCursor(output: string): void {
    assert.ok(output.includes(hideCursor), 'no question was asked');
    assert.ok(output.lastIndexOf(showCursor) > output.lastIndexOf(hideCursor), output);
  }

  describe('with conflicting edited files', () => {
    const edited = ['demo/Dockerfile', 'demo/.dockerignore', 'demo/Makefile'];
    const [first, second, third] = edited.map((path) => `${path} already exists`) as [
      string,
      string,
      string,
    ];

    beforeEach(async () => {
      await command(['demo', '--yes'], { cwd: folder });
      for (const path of edited)
        putInTheWay(join(folder, 'demo'), path.replace('demo/', ''), '# mine');
    });

    const choices = ['keep', 'show', 'overwrite', 'keep-all', 'overwrite-all', 'stop'] as const;
    type Choice = (typeof choices)[number];

    /** Answers each question, and tells which edits are left. */
    async function answer(...answers: readonly (readonly [after: string, Choice])[]) {
      const keys = answers.map(([after, choice]) => ({
        after,
        press: `${down.repeat(choices.indexOf(choice))}\r`,
      }));
      const ended = await command(['demo', ...flags], { cwd: folder, keys });
      assertCursor(ended.output);
      return { ...ended, kept: edited.filter((path) => read(path).includes('# mine')) };
    }

    it('keeps one and overwrites another', async () => {
      const { code, output, kept } = await answer(
        [first, 'keep'],
        [second, 'overwrite'],
        [third, 'keep'],
      );
      assert.equal(code, 0, output);
      assert.deepEqual(kept, ['demo/Dockerfile', 'demo/Makefile']);
      // The second is the record of what was written.
      assert.match(output, /Files: 2 changed, \d+ unchanged, 2 kept\r/);
    });

    it('shows the difference before it is decided', async () => {
      const { code, output, kept } = await answer(
        [first, 'show'],
        ['+++ b/demo/Dockerfile', 'overwrite'],
        [second, 'keep-all'],
      );
      assert.equal(code, 0, output);
      assert.match(output, /^-# mine\r$/m);
      assert.deepEqual(kept, ['demo/.dockerignore', 'demo/Makefile']);
    });

    it('keeps all that are left', async () => {
      const { code, kept } = await answer([first, 'overwrite'], [second, 'keep-all']);
      assert.equal(code, 0);
      assert.deepEqual(kept, ['demo/.dockerignore', 'demo/Makefile']);
    });

    it('overwrites all that are left', async () => {
      const { code, kept } = await answer([first, 'keep'], [second, 'overwrite-all']);
      assert.equal(code, 0);
      assert.deepEqual(kept, ['demo/Dockerfile']);
    });

    it('stops, and has written nothing', async () => {
      const { code, output, kept } = await answer([first, 'overwrite'], [second, 'stop']);
      assert.equal(code, 3, output);
      assert.match(output, /Canceled\. Nothing was written/);
      assert.deepEqual(kept, edited);
    });

    it('ends with 130 on Ctrl-C at such a question', async () => {
      const keys = [
        { after: first, press: `${down}${down}\r` },
        { after: second, press: ctrlC },
      ];
      const { code, output } = await command(['demo', ...flags], { cwd: folder, keys });
      assert.equal(code, 130, output);
      assert.match(output, /Interrupted\. Nothing was written/);
      assertCursor(output);
      for (const path of edited) assert.match(read(path), /# mine/);
    });

    it('asks on standard error with --json', async () => {
      const line = `script -qec "hardened-container demo ${flags.join(' ')} --json >out" /dev/null`;
      const keys = [{ after: first, press: `${down.repeat(3)}\r` }];
      const { code, output } = await shell(line, { cwd: folder, keys });
      assert.equal(code, 0, output);
      const [{ files }] = JSON.parse(read('out')).services;
      const kept = files.filter(({ status }: { status: string }) => status === 'keep');
      assert.equal(kept.length, edited.length);
    });
  });

  it('ends with 130 on Ctrl-C at each question', async () => {
    const questions = [
      'Name or path of the new service',
      'Language:',
      'Settings:',
      'Version of the language:',
      'Kind of service:',
      'Base image:',
      'Version of the base image:',
      'Hardening:',
      'Hardening options:',
      'Why disable',
      'Extras:',
      'Write the files?',
    ];
    // What leads to the next question: mostly the default; alpine for its version, custom for its options.
    const keys: Readonly<Record<string, string>> = {
      'Name or path of the new service': 'demo\r',
      'Settings:': `${down}\r`,
      'Base image:': `${down}${down}\r`,
      'Hardening:': `${down}${down}\r`,
      // The first box is pinned-digest, which is not ticked.
      'Hardening options:': `${down} \r`,
      'Why disable': 'a trial\r',
    };
    for (const [index, question] of questions.entries()) {
      const before = questions
        .slice(0, index)
        .map((after) => ({ after, press: keys[after] ?? '\r' }));
      const { code, output } = await command([], {
        cwd: folder,
        keys: [...before, { after: question, press: ctrlC }],
      });
      assert.equal(code, 130, `${question}: ${output}`);
      assert.match(output, /Interrupted\. Nothing was written\.\r\n/);
      assert.ok(output.lastIndexOf(showCursor) >= output.lastIndexOf(hideCursor), question);
      assert.deepEqual(filesIn(folder), []);
    }
  });

  for (const [signal, name] of [
    ['INT', 'Ctrl-C'],
    ['TERM', 'a service manager'],
    ['HUP', 'a terminal that is closed'],
  ])
    it(`ends with 130 on the signal of ${name} while it asks`, async () => {
      const ask = join(folder, '../home/ask.sh');
      const log = join(folder, '../home/log');
      const wait = `until grep -q Language: ${log}; do sleep 0.05; done; kill -${signal} $$`;
      writeFileSync(ask, `(${wait}) & exec hardened-container demo\n`);
      const line = `script -qefc 'bash ${ask}; echo "code $?"' ${log}`;
      const { output } = await shell(line, { cwd: folder });
      assert.match(output, /^Interrupted\. No file is half written\. .*\r\ncode 130\r$/m);
      assert.ok(output.lastIndexOf(showCursor) >= output.lastIndexOf(hideCursor), output);
      assert.deepEqual(filesIn(folder), []);
    });

  it('ends with 130 on Ctrl-C in a list, every service of it whole or not there', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `s${index}`);
    writeFileSync(join(folder, 'list'), names.map((name) => `- name: ${name}\n`).join(''));
    await command(['whole', '--yes'], { cwd: folder });
    const whole = filesIn(join(folder, 'whole'));
    const args = [commandFile, '--answers', 'list', '--yes'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    const timer = setInterval(() => {
      if (existsSync(join(folder, 's9'))) child.kill('SIGINT');
    }, 5);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(timer);
    assert.equal(code, 130);
    assert.match(
      said,
      /^Interrupted\. No file is half written\. Run the command again to write the rest\.\n$/,
    );
    const files = filesIn(folder);
    const written = names.filter((name) => files.some((path) => path.startsWith(`${name}/`)));
    assert.ok(written.length >= 10 && written.length < names.length, `${written.length} services`);
    for (const name of written) assert.deepEqual(filesIn(join(folder, name)), whole, name);
  });

  it('has colours, and none with NO_COLOR', async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour.
    const colour = /\x1b\[(3\d|9\d|1)m/;
    const ask = (environment: string) =>
      shell(`${environment} script -qec 'hardened-container demo' /dev/null`, {
        cwd: folder,
        keys: [{ after: 'Language:', press: ctrlC }],
      });
    assert.match((await ask('env -u NO_COLOR -u CI TERM=xterm-256color')).output, colour);
    assert.doesNotMatch((await ask('env NO_COLOR=1 TERM=xterm-256color')).output, colour);
  });
});
