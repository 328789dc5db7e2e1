import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resultLines } from '../../src/project/result.ts';
import { styleOf } from '../../src/style.ts';
import { parsed } from './parsed-answers.ts';

const style = styleOf({ isTTY: false });

const lines = (changes: object = {}, columns = 79) =>
  resultLines(
    {
      answers: parsed({ name: 'pay', extras: 'tour' }),
      folder: '/home/me/services/pay',
      place: 'services/pay',
      isNew: true,
      isInRepository: false,
      notices: [],
      counts: { create: 47 },
      ...changes,
    },
    style,
    columns,
  );
const commands = (text: readonly string[]) =>
  text.filter((line) => line.startsWith('  ')).map((line) => line.trim());

describe('the result', () => {
  it('has the absolute path, what was done, and the next steps', () => {
    const text = lines();
    assert.equal(text[0], '✔ Created pay in /home/me/services/pay');
    assert.equal(text[1], '✔ Files: 47 created');
    assert.deepEqual(commands(text), [
      ...['cd services/pay', 'git init', 'git add .', 'git commit -m "New service"'],
      ...['make build', 'make verify', 'make run', 'make tour'],
    ]);
  });

  it('suggests git init outside of a repository only, and for a new service', () => {
    for (const changes of [{ isInRepository: true }, { isNew: false }])
      assert.doesNotMatch(lines(changes).join('\n'), /git /);
  });

  it('has commands without comments, which each shell reads as words', () => {
    for (const command of commands(lines())) assert.doesNotMatch(command, /[#;&|$`]/);
    for (const shell of ['bash', 'zsh', 'fish']) {
      if (spawnSync(shell, ['--version']).status !== 0) continue;
      for (const command of commands(lines())) {
        const { stdout } = spawnSync(shell, ['-c', `printf '%s|' ${command}`], {
          encoding: 'utf8',
        });
        const words = command.replace(/"(\w+) (\w+)"/, '$1_$2').split(' ');
        assert.equal(stdout.replace('New service', 'New_service'), `${words.join('|')}|`, shell);
      }
    }
  });

  it('tells a changed project from an unchanged one', () => {
    const first = (counts: object) => lines({ isNew: false, counts })[0];
    assert.match(first({ same: 47 }) ?? '', /^✔ Checked pay in/);
    assert.match(first({ same: 40, change: 7 }) ?? '', /^✔ Updated pay in/);
  });

  it('fits the terminal, and hands nothing to it that it acts on', () => {
    const notices = ['A notice that is longer than the lines of a narrow terminal, by far.\x1b[2J'];
    const text = lines({ notices, folder: '/tmp/\x1b]0;x' }, 59);
    for (const line of text) assert.ok(line.length <= 59 || line.includes('/tmp'), line);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what must not be there.
    assert.doesNotMatch(text.join(''), /\x1b/);
  });
});
