import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import helpers from 'yeoman-test';
import Generator from '../../generators/app/index.ts';
import { badInputs } from './bad-input.ts';
import { filesIn, makeFolder, putInTheWay } from './doors.ts';

const settings = {
  namespace: 'hardened-container:app',
  resolved: fileURLToPath(new URL('../../generators/app/index.ts', import.meta.url)),
};

const current = process.cwd();

describe('yo hardened-container', () => {
  let folder: string;
  let remove: () => void;

  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const place = () =>
    ({ ...settings, cwd: folder, tmpdir: false, oldCwd: current, autoCleanup: false }) as never;

  interface Call {
    readonly name?: string;
    readonly options?: Record<string, unknown>;
    /** Answers to questions; all others get their defaults. */
    readonly answers?: Record<string, unknown>;
  }

  /** Runs it in the folder, and tells which questions were asked, with what was answered. */
  async function run({ name, options = {}, answers = {} }: Call) {
    // yeoman-test forces by default, twice, and a user does not.
    const isForced = options.force === true;
    const context = helpers
      .create(Generator as never, place(), { force: isForced } as never)
      .withArguments(name === undefined ? [] : [name])
      .withOptions({ force: isForced, ...options } as never)
      .withAnswers(answers);
    try {
      await context.run();
    } finally {
      // It has gone into the folder, which is about to be removed.
      context.restore();
    }
    return Object.fromEntries(context.askedQuestions.map((asked) => [asked.name, asked.answer]));
  }

  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const stored = (path = 'demo/.yo-rc.json') =>
    JSON.parse(read(path))['generator-hardened-container'];

  it('asks in order, with defaults, and writes to a folder of the name', async () => {
    const asked = await run({ name: 'demo', answers: { settings: 'customize' } });
    assert.deepEqual(asked, {
      language: 'go',
      settings: 'customize',
      languageVersion: asked.languageVersion,
      kind: 'http',
      base: 'scratch',
      preset: 'strict',
      extras: [],
      confirm: 'write',
    });
    assert.equal(stored().name, 'demo');
    assert.equal(statSync(join(folder, 'demo/hardening/verify.sh')).mode & 0o111, 0o111);
    assert.equal(statSync(join(folder, 'demo/Makefile')).mode & 0o111, 0);
  });

  it('asks for a folder that was not given, and writes to it', async () => {
    const asked = await run({ answers: { place: 'services/shop' } });
    assert.deepEqual(asked, {
      place: 'services/shop',
      language: 'go',
      settings: 'recommended',
      confirm: 'write',
    });
    assert.equal(stored('services/shop/.yo-rc.json').name, 'shop');
    assert.match(read('services/shop/Makefile'), /\bshop\b/);
  });

  it('writes to the current folder, and takes its name, for a dot', async () => {
    folder = join(folder, 'Till 2');
    mkdirSync(folder);
    assert.equal((await run({ name: '.' })).place, undefined);
    assert.equal(stored('.yo-rc.json').name, 'till-2');
    folder = dirname(folder);
    await run({ name: 'services/pay', options: { yes: true } });
    assert.equal(stored('services/pay/.yo-rc.json').name, 'pay');
  });

  it('writes nothing if that is canceled', async () => {
    await assert.rejects(run({ name: 'demo', answers: { confirm: 'cancel' } }), {
      code: 130,
      message: 'Canceled. Nothing was written.',
    });
    assert.deepEqual(filesIn(folder), []);
  });

  it('asks for what the answers so far make sense of', async () => {
    const asked = await run({
      name: 'demo',
      answers: { settings: 'customize', kind: 'worker', base: 'alpine' },
    });
    assert.deepEqual(Object.keys(asked).slice(3, 6), ['kind', 'base', 'baseVersion']);
    assert.match(read('demo/Dockerfile'), /alpine:3/);
  });

  it('asks for the options one by one with custom, and why some are left out', async () => {
    const asked = await run({
      name: 'demo',
      answers: {
        settings: 'customize',
        preset: 'custom',
        hardening: ['non-root-user', 'seccomp'],
        reason: 'a trial; until 2099-01-01',
      },
    });
    assert.deepEqual(Object.keys(asked).slice(-5, -1), [
      ...['preset', 'hardening', 'reason', 'extras'],
    ]);
    assert.deepEqual(stored().hardening, ['non-root-user', 'seccomp']);
    assert.ok(stored().waiver.includes('no-setuid=a trial; until 2099-01-01'));
    assert.match(read('demo/hardening/waivers'), /no-setuid \| 2099-01-01 \| a trial/);
  });

  it('asks for no reason where all options are kept', async () => {
    const asked = await run({ name: 'demo', answers: { settings: 'customize', preset: 'custom' } });
    assert.equal(asked.reason, undefined);
    assert.equal(stored().waiver, undefined);
  });

  it('does not ask for what a flag has said', async () => {
    const asked = await run({
      name: 'demo',
      options: { kind: 'worker', baseVersion: '3.23', base: 'alpine', hardening: 'seccomp' },
      answers: { settings: 'customize' },
    });
    const names = ['language', 'settings', 'languageVersion', 'extras', 'confirm'];
    assert.deepEqual(Object.keys(asked), names);
    assert.equal(stored().baseVersion, '3.23');
    assert.equal(stored().preset, 'custom');
  });

  it('asks nothing with --yes or --defaults', async () => {
    assert.deepEqual(await run({ name: 'demo', options: { yes: true } }), {});
    assert.deepEqual(await run({ name: 'other', options: { defaults: true } }), {});
  });

  it('offers stored answers again, with another tag among the choices', async () => {
    await run({
      name: 'demo',
      options: { yes: true, base: 'alpine', 'base-version': '3.24.0', extras: 'tour' },
    });
    const asked = await run({ name: 'demo', answers: { settings: 'customize' } });
    assert.equal(asked.base, 'alpine');
    assert.equal(asked.baseVersion, '3.24.0');
    assert.deepEqual(asked.extras, ['tour']);
    assert.equal(asked.fate, undefined);
  });

  it('offers the stored options again, and keeps their reasons', async () => {
    const settings = 'customize';
    const answers = { settings, preset: 'custom', hardening: ['seccomp'], reason: 'a trial' };
    await run({ name: 'demo', answers });
    const again = await run({ name: 'demo', answers: { settings } });
    assert.deepEqual(again.hardening, ['seccomp']);
    assert.equal(again.reason, undefined);
    const fewer = await run({
      name: 'demo',
      answers: { settings, hardening: ['no-setuid'], reason: 'other', fate: 'overwrite' },
    });
    assert.equal(fewer.reason, 'other');
    assert.ok(stored().waiver.includes('seccomp=other'));
    assert.ok(stored().waiver.includes('no-capabilities=a trial'));
    assert.ok(!stored().waiver.some((text: string) => text.startsWith('no-setuid=')));
  });

  it('lets flags beat stored answers', async () => {
    await run({ name: 'demo', options: { yes: true, kind: 'worker', base: 'alpine' } });
    await run({ name: 'demo', options: { yes: true, kind: 'http', force: true } });
    assert.equal(stored().kind, 'http');
    assert.equal(stored().base, 'alpine');
  });

  it('keeps what other generators have stored', async () => {
    mkdirSync(join(folder, 'demo'));
    writeFileSync(join(folder, 'demo/.yo-rc.json'), '{"generator-other": {"a": [1]}}');
    await run({ name: 'demo', options: { yes: true } });
    assert.deepEqual(JSON.parse(read('demo/.yo-rc.json'))['generator-other'], { a: [1] });
    assert.equal(stored().name, 'demo');
  });

  it('asks what becomes of an edited file, and of no other', async () => {
    await run({ name: 'demo', options: { yes: true } });
    putInTheWay(join(folder, 'demo'), 'Makefile', '# mine');
    await run({ name: 'demo', options: { yes: true }, answers: { fate: 'keep' } });
    assert.match(read('demo/Makefile'), /# mine/);
    // From the record of that run it is clear what of the file is an edit.
    assert.deepEqual(await run({ name: 'demo', options: { yes: true } }), {});
    putInTheWay(join(folder, 'demo'), 'Makefile', '# mine');
    const answers = { fate: 'overwrite' };
    assert.deepEqual(await run({ name: 'demo', options: { yes: true }, answers }), answers);
    assert.doesNotMatch(read('demo/Makefile'), /# mine/);
    putInTheWay(join(folder, 'demo'), 'Makefile', '# mine');
    assert.deepEqual(await run({ name: 'demo', options: { yes: true, force: true } }), {});
    assert.doesNotMatch(read('demo/Makefile'), /# mine/);
  });

  it('leaves the rights that the umask leaves', async () => {
    const umask = process.umask(0o077);
    try {
      await run({ name: 'demo', options: { yes: true } });
    } finally {
      process.umask(umask);
    }
    const rights = (path: string) => statSync(join(folder, 'demo', path)).mode & 0o777;
    assert.deepEqual([rights('hardening/verify.sh'), rights('Makefile')], [0o700, 0o600]);
  });

  it('removes what is no longer planned, and asks of none of it', async () => {
    await run({ name: 'demo', options: { yes: true, extras: 'tour' } });
    const checks = 'demo/hardening/checks';
    appendFileSync(join(folder, checks, 'seccomp.sh'), '# mine\n');
    const before = filesIn(folder);
    const options = { yes: true, extras: '', without: 'seccomp,no-setuid' };
    assert.deepEqual(await run({ name: 'demo', options }), {});
    const gone = before.filter((path) => /\/tour|no-setuid\.sh$/.test(path));
    assert.equal(gone.length, 6);
    assert.deepEqual(
      filesIn(folder),
      before.filter((path) => !gone.includes(path)),
    );
    assert.match(read(`${checks}/seccomp.sh`), /# mine/);
    assert.ok(!existsSync(join(folder, 'demo/hardening/tour')));
  });

  it('removes nothing of another folder, whose name a pattern would match', async () => {
    const outer = folder;
    for (const name of ['a{b,c}*', 'ab', 'abc']) {
      folder = join(outer, name);
      mkdirSync(folder);
      await run({ name: 'demo', options: { yes: true } });
    }
    folder = join(outer, 'a{b,c}*');
    await run({ name: 'demo', options: { yes: true, without: 'seccomp', force: true } });
    folder = outer;
    const left = filesIn(folder).filter((path) => path.endsWith('/seccomp.sh'));
    const path = 'demo/hardening/checks/seccomp.sh';
    assert.deepEqual(left, [`ab/${path}`, `abc/${path}`]);
  });

  it('removes nothing with --dry-run', async () => {
    await run({ name: 'demo', options: { yes: true, extras: 'tour' } });
    const before = filesIn(folder);
    await run({ name: 'demo', options: { yes: true, extras: '', dryRun: true } });
    assert.deepEqual(filesIn(folder), before);
  });

  it('takes repeated flags', async () => {
    const waiver = ['seccomp=a, b', 'no-setuid=c; until 2099-01-01'];
    await run({
      name: 'demo',
      options: { yes: true, waiver, without: ['oci-labels', 'size-budget'] },
    });
    assert.deepEqual(stored().waiver, waiver);
    assert.deepEqual(stored().without, ['size-budget', 'oci-labels']);
  });

  for (const { title, name = 'demo', flags = {}, says } of badInputs)
    for (const isAsking of [false, true])
      it(`refuses ${title}${isAsking ? ', before it asks' : ''}`, async () => {
        const call = run({ name, options: { ...flags, yes: !isAsking } });
        await assert.rejects(call, (error: Error & { code?: unknown }) => {
          for (const text of says) assert.ok(error.message.includes(text), error.message);
          // yo hands a code to process.exit, which dies on a string.
          assert.equal(error.code, 2);
          return true;
        });
        assert.deepEqual(filesIn(folder), []);
      });

  it('refuses stored answers that were made bad by hand, before it asks', async () => {
    mkdirSync(join(folder, 'demo'));
    const text = '{"generator-hardened-container": {"name": "demo", "base": "x\\nRUN id"}}';
    writeFileSync(join(folder, 'demo/.yo-rc.json'), text);
    await assert.rejects(
      run({ name: 'demo' }),
      /^AnswersError: --base "x\\nRUN id" \(in \.yo-rc\.json\)/,
    );
    assert.deepEqual(filesIn(folder), ['demo/.yo-rc.json']);
  });

  it('refuses a switch with a value, which may be a name that yo has mistaken for one', async () => {
    await assert.rejects(run({ options: { yes: 'demo' } }), /--yes takes no value, but got "demo"/);
    await assert.rejects(
      run({ options: { yes: true, force: 'false' } }),
      /--force takes no value, but got "false"/,
    );
    assert.deepEqual(filesIn(folder), []);
  });
});
