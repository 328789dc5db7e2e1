import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandNames } from '../../cli/commands.ts';
import { itemIds, topicNames, topics } from '../../cli/topics.ts';
import { readDocument } from '../../src/hardening/document.ts';
import { options } from '../../src/hardening/options.ts';
import { catalog } from '../../src/images/catalog.ts';
import { languages } from '../../src/languages/languages.ts';
import { renderedProject } from '../rendered-project.ts';
import { build, command, commandFile, filesIn, makeFolder, type Surrounding } from './doors.ts';

/** Code that is written as it stands, and addresses, may be wider than a line. */
const unbreakable = /^(https:\S+| {2}.*)$/;

function assertNarrow(output: string): void {
  for (const line of output.split('\n'))
    if (!unbreakable.test(line)) assert.ok(line.length < 80, line);
}

/** Sub-commands that write nothing, as they are typed. */
const telling = [
  ['list'],
  ['explain', 'no-shell'],
  ['schema'],
  ['completion', 'bash'],
  ['help'],
  ['--help'],
  ['--version'],
];

describe('the sub-commands that write nothing', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => {
    assert.deepEqual(filesIn(folder), []);
    remove();
  });

  const run = (...args: string[]) => command(args, { cwd: folder });
  const toldBy = async (...args: string[]) => {
    const { code, output } = await run(...args);
    assert.equal(code, 0, output);
    return output;
  };
  const documentOf = (...args: string[]) => {
    const { stdout } = spawnSync(process.execPath, [commandFile, ...args, '--json'], {
      cwd: folder,
    });
    return JSON.parse(stdout.toString());
  };
  const refuses = async (args: readonly string[], says: RegExp) => {
    const { code, output } = await run(...args);
    assert.equal(code, 2, output);
    assert.match(output, says);
    assert.doesNotMatch(output, /^ +at /m);
  };

  for (const args of telling) {
    const line = args.join(' ');

    it(`${line} does the same wherever it is: no terminal, no home, a folder with spaces`, async () => {
      const current = join(folder, '../Übung mit Leerzeichen');
      mkdirSync(current);
      chmodSync(join(folder, '../home'), 0o555);
      const expected = await toldBy(...args);
      const places: Surrounding[] = [
        { cwd: current },
        { cwd: current, isIdle: true },
        { cwd: folder, isOrdinary: true },
      ];
      for (const place of places) {
        const { code, output } = await command(args, place);
        assert.equal(code, 0, output);
        assert.equal(output, expected);
      }
    });

    it(`${line} --json prints one document, which docs/json.md describes`, () => {
      const { version, ok, exitCode, ...data } = documentOf(...args);
      assert.deepEqual([version, ok, exitCode], [1, true, 0]);
      const described = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
      assert.ok(Object.keys(data).length > 0);
      for (const key of Object.keys(data))
        assert.ok(described.includes(`\`${key}\``), `docs/json.md has no ${key}`);
    });
  }

  it('list all that can be chosen, in at most 79 columns', async () => {
    const output = await toldBy('list');
    for (const id of itemIds) assert.match(output, new RegExp(`^ {2}${id}  `, 'm'));
    for (const { version, endOfLife } of catalog.alpine?.versions ?? [])
      assert.match(output, new RegExp(`^ +${version} .*${endOfLife}$`, 'm'));
    for (const line of output.split('\n')) assert.ok(line.length < 80, line);
  });

  it('list one topic', async () => {
    assert.match(await toldBy('list', 'extras'), /^Extras\n {2}tour /);
    const { bases, ...others } = documentOf('list', 'bases');
    assert.deepEqual(Object.keys(others), ['version', 'ok', 'exitCode']);
    assert.deepEqual(bases[0].id, topics.bases[0]?.id);
    assert.ok(bases.some((base: { versions?: object[] }) => (base.versions?.length ?? 0) > 5));
    await refuses(['list', 'base'], /^Unknown topic "base"\. Did you mean bases\? Use languages, /);
    await refuses(['list', 'x', 'y'], /^Unexpected word "y" after list\./);
  });

  it('explain each thing that can be chosen, which has one id', async () => {
    assert.equal(new Set(itemIds).size, itemIds.length);
    for (const id of itemIds) {
      const output = await toldBy('explain', id);
      assert.ok(output.startsWith(`${id}\n`), output);
      assertNarrow(output);
    }
  });

  it('explain an option in the words of its texts', () => {
    for (const option of options.slice(0, 3)) {
      const told = documentOf('explain', option.id);
      assert.deepEqual(told.standards, option.standards);
      const written: Readonly<Record<string, string>> = { ...readDocument(option) };
      for (const key of ['what', 'checked', 'mayBreak', 'disabling'])
        assert.equal(told[key], written[key], `${option.id}: ${key}`);
    }
    const { writes, unfit } = documentOf('explain', 'no-network');
    assert.equal(writes.kind, 'worker');
    assert.deepEqual(writes.files[0].lines.slice(1), ['+ --network=none']);
    assert.deepEqual(unfit, ['an http service has to be reached']);
  });

  for (const { id } of options)
    it(`explain ${id} by the difference that it makes`, () => {
      const { language, kind, base, files } = documentOf('explain', id).writes;
      assert.equal(language, languages[0]?.id);
      const answers = { language, kind, base, with: id, extras: 'compose,kubernetes' };
      const { plan, text } = renderedProject(answers);
      const paths = plan.files.map(({ path }) => path);
      assert.ok(
        files.length >= 2,
        'it writes at least its check, and its name into the list of checks',
      );
      for (const { path, lines } of files as { path: string; lines: string[] }[]) {
        assert.ok(paths.includes(path), path);
        const written = text(path);
        for (const line of lines) {
          assert.match(line, /^[+-] ./, path);
          if (line === '+ the whole file' || line.includes('sha256:DIGEST')) continue;
          const isWritten = written.includes(`${line.slice(2)}\n`);
          // A line that only moves is in both projects.
          if (line.startsWith('+')) assert.ok(isWritten, `${path}: ${line}`);
        }
      }
    });

  it('explain nothing that there is not, and offer the nearest', async () => {
    await refuses(['explain', 'no-shel'], /^Unknown id "no-shel"\. Did you mean no-shell\?/);
    await refuses(['explain', 'constructor'], /^Unknown id "constructor"\. Use go, /);
    await refuses(['explain'], /explain needs ID\./);
    await refuses(['completion', 'fihs'], /^Unknown shell "fihs"\. Did you mean fish\?/);
    await refuses(['help', 'shcema'], /^Unknown command "shcema"\. Did you mean schema\?/);
  });

  it('are coloured on a terminal only, and never with NO_COLOR', async () => {
    const colour = '\x1b[';
    const keys: [] = [];
    const { NO_COLOR } = process.env;
    delete process.env.NO_COLOR;
    assert.ok(!(await toldBy('list')).includes(colour));
    assert.ok((await command(['list'], { cwd: folder, keys })).output.includes(colour));
    process.env.NO_COLOR = '1';
    try {
      assert.ok(!(await command(['list'], { cwd: folder, keys })).output.includes(colour));
    } finally {
      delete process.env.NO_COLOR;
      if (NO_COLOR !== undefined) process.env.NO_COLOR = NO_COLOR;
    }
  });

  it('have a help each, and --help names them all', async () => {
    const all = await toldBy('--help');
    assert.equal(await toldBy('help'), all);
    assert.equal(await toldBy('-h'), all);
    for (const flag of ['--yes, -y', '--force, -f', '--help, -h', '--version, -v'])
      assert.match(all, new RegExp(`^ {2}${flag} `, 'm'));
    for (const name of commandNames) {
      assert.match(all, new RegExp(`^ {2}${name}\\b`, 'm'));
      const help = await toldBy('help', name);
      assert.equal(await toldBy(name, '--help'), help);
      assertNarrow(help);
    }
    for (const topic of topicNames) assert.match(await toldBy('help', 'list'), new RegExp(topic));
  });

  it('take no flags of a service', async () => {
    await refuses(['list', '--yes'], /list doesn't take --yes\. .* hardened-container new list/);
  });
});

describe('a word that is nearly a sub-command', () => {
  let folder: string;
  let remove: () => void;

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  it('makes no service by itself, and the nearest is offered', async () => {
    for (const args of [['shcema'], ['lsit', 'bases'], ['lst', '--json'], ['explan', 'no-shell']]) {
      const { code, output } = await command(args, { cwd: folder });
      assert.equal(code, 2);
      assert.match(output, /^Unknown command .*\. Did you mean (schema|list|explain)\?/m);
    }
    assert.deepEqual(filesIn(folder), []);
  });

  it('is a name after two dashes, with no flag of a service as well', async () => {
    for (const name of ['list', 'lits']) {
      const { code, output } = await command(['--', name], { cwd: folder });
      assert.equal(code, 2);
      assert.match(output, new RegExp(`hardened-container --yes -- ${name}$`, 'm'));
    }
  });

  it('is the name of a service if the user insists', async () => {
    const calls = [
      ['lists', '--yes'],
      ['new', 'list', '--yes'],
      ['--yes', '--', 'schema'],
    ];
    for (const args of calls) assert.equal((await command(args, { cwd: folder })).code, 0);
    for (const name of ['lists', 'list', 'schema'])
      assert.ok(filesIn(folder).includes(`${name}/Makefile`), name);
  });
});
