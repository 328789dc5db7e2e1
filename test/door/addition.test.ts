import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, command, filesIn, makeFolder, type Surrounding, yo } from './doors.ts';

/** The two ways in which a project is made, and something added to it. */
const doors = {
  'hardened-container deploy': {
    make: command,
    run: (args: readonly string[], surrounding: Surrounding) =>
      command(['deploy', ...args], surrounding),
  },
  'yo hardened-container:deploy': {
    make: yo,
    run: (args: readonly string[], surrounding: Surrounding) =>
      yo(args, surrounding, 'hardened-container:deploy'),
  },
};

for (const [title, { make, run }] of Object.entries(doors))
  describe(title, () => {
    let folder: string;
    let remove: () => void;

    before(build);
    beforeEach(async () => {
      ({ folder, remove } = makeFolder());
      await make(['--yes', '--extras=tour'], { cwd: folder });
    });
    afterEach(() => remove());

    const at = (path: string) => join(folder, path);
    const text = (path: string) => readFileSync(at(path), 'utf8');
    const extras = () => JSON.parse(text('.yo-rc.json'))['generator-hardened-container'].extras;
    const add = async (...args: string[]) => {
      const { code, output } = await run(args, { cwd: folder });
      assert.equal(code, 0, output);
      return output;
    };
    const refuse = async (expected: number, ...args: string[]) => {
      const before = filesIn(folder).map((path) => [path, text(path)]);
      const { code, output } = await run(args, { cwd: folder });
      assert.equal(code, expected, output);
      assert.doesNotMatch(output, /^ +at /m);
      assert.deepEqual(
        filesIn(folder).map((path) => [path, text(path)]),
        before,
      );
      return output;
    };

    it('adds what is named, and leaves what other doors have added', async () => {
      await add('--extras=compose');
      assert.deepEqual(extras(), ['tour', 'compose']);
      assert.ok(existsSync(at('compose.yaml')) && existsSync(at('hardening/tour.sh')));
      assert.ok(!existsSync(at('deploy')));
      assert.match(text('README.md'), /hardening\/docs\/compose\.md/);
    });

    it('adds what most want where nothing is named', async () => {
      await add('--yes');
      assert.deepEqual(extras(), ['tour', 'compose', 'kubernetes']);
      assert.match(text('deploy/deployment.yaml'), /^kind: Deployment$/m);
    });

    it('adds to the existing extras, and keeps the others', async () => {
      await add('--extras=compose');
      await add('--extras=kubernetes');
      await add('--yes');
      assert.deepEqual(extras(), ['tour', 'compose', 'kubernetes']);
      assert.ok(existsSync(at('compose.yaml')) && existsSync(at('deploy/deployment.yaml')));
    });

    it('removes what --remove names, and nothing else', async () => {
      await add('--extras=compose,kubernetes');
      const output = await refuse(2, '--remove=tour');
      assert.match(output, /^--remove: this project doesn't have "tour"\. Use compose or kub/m);
      await add('--remove=compose');
      assert.deepEqual(extras(), ['tour', 'kubernetes']);
      assert.ok(!existsSync(at('compose.yaml')));
      assert.doesNotMatch(text('README.md'), /hardening\/docs\/compose\.md/);
    });

    it('works a row into a README that has been edited', async () => {
      writeFileSync(at('README.md'), text('README.md').replace('## Commands', '## Mine\n\n$&'));
      await add('--extras=compose');
      assert.match(text('README.md'), /^## Mine$.*hardening\/docs\/compose\.md/ms);
    });

    it('leaves alone what it does not change: edited and deleted files', async () => {
      appendFileSync(at('main.go'), '// mine\n');
      rmSync(at('main_test.go'));
      const { mtimeMs } = statSync(at('Dockerfile'));
      await add('--yes');
      assert.match(text('main.go'), /\/\/ mine\n$/);
      assert.ok(!existsSync(at('main_test.go')));
      assert.equal(statSync(at('Dockerfile')).mtimeMs, mtimeMs);
    });

    it('changes nothing when it is run again', async () => {
      await add('--yes');
      const times = () => filesIn(folder).map((path) => [path, statSync(at(path)).mtimeMs]);
      const before = times();
      await add('--yes');
      assert.deepEqual(times(), before);
    });

    it('writes nothing where it cannot be worked into a file', async () => {
      writeFileSync(at('README.md'), '# All mine\n');
      const output = await refuse(3, '--yes');
      assert.match(output, /README\.md already exists with different contents\. .*--force/);
      await add('--yes', '--force');
      assert.match(text('README.md'), /hardening\/docs\/compose\.md/);
    });

    it('names what is missing where there is nobody to ask', async () => {
      const output = await refuse(2);
      assert.match(output, /Pass --extras, or use --yes to accept the default:/);
    });

    it('rejects extras of another door, and answers of other commands', async () => {
      assert.match(
        await refuse(2, '--extras=tour'),
        /--extras: "tour" can't be added by this command\. Use compose/,
      );
      assert.match(await refuse(2, '--extras=composed'), /Did you mean compose/);
      await refuse(2, '--base=alpine');
      await refuse(2, '--yes', 'demo');
    });

    it('says what to run first where there is no project', async () => {
      rmSync(at('.yo-rc.json'));
      const output = await refuse(2, '--yes');
      assert.match(
        output,
        /isn't a project of this generator.* Create a project with hardened-container NAME/,
      );
      assert.ok(output.includes(`then run ${title} in its folder`), output);
    });
  });

describe('hardened-container deploy on a terminal', () => {
  it('offers what it adds, and nothing else', async () => {
    const { folder, remove } = makeFolder();
    try {
      await command(['--yes', '--extras=tour'], { cwd: folder });
      const keys = [
        { after: 'Extras to add:', press: '\r' },
        { after: 'empty for none):', press: '/data\r' },
        { after: 'Write the files?', press: '\r' },
      ];
      const { code, output } = await command(['deploy'], { cwd: folder, keys });
      assert.equal(code, 0, output);
      assert.match(output, /Compose file/);
      assert.doesNotMatch(output, /Tour/);
      const compose = readFileSync(join(folder, 'compose.yaml'), 'utf8');
      assert.match(compose, /^ +- data:\/data$/m);
      assert.match(readFileSync(join(folder, 'Dockerfile'), 'utf8'), /-m 700 \/rootfs\/data \\$/m);
    } finally {
      remove();
    }
  });

  it('shows what it would write as a program reads it', async () => {
    const { folder, remove } = makeFolder();
    try {
      await command(['--yes'], { cwd: folder });
      const flags = ['deploy', '--yes', '--dry-run', '--json'];
      const { output } = await command(flags, { cwd: folder });
      const { services } = JSON.parse(output.slice(output.indexOf('{\n  "version": 1,')));
      const statuses = Object.fromEntries(
        services[0].files.map(({ path, status }: { path: string; status: string }) => [
          path,
          status,
        ]),
      );
      assert.equal(statuses['compose.yaml'], 'create');
      assert.equal(statuses['README.md'], 'change');
      assert.equal(statuses.Dockerfile, 'same');
      assert.ok(!existsSync(join(folder, 'compose.yaml')));
    } finally {
      remove();
    }
  });
});
