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
import { basename, dirname, join } from 'node:path';
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
  'eval "$(test/judges/install.sh)"': 'by .ci/run',
  'eval "$(test/judges/install.sh trivy)"': 'by hand: it compiles for minutes',
  'test/engine/down.sh': 'by hand: it stops the engine that runs this test',
  'make run': 'by test/e2e/languages',
  'make -f hardening/Makefile run': 'by test/e2e/adopted.test.ts',
  'git clone https://github.com/docker-library/official-images': 'by hand: it needs the network',
  'git clone https://github.com/GoogleContainerTools/distroless': 'by hand: it needs the network',
  'npm run tags -- official-images distroless': 'by hand: it needs these clones',
  'npm run test:matrix -- go': 'by hand: it takes hours',
  'npm run test:evolved': 'by hand: it takes an hour',
  'npm run test:real-images -- go': 'by .github/workflows/real-images.yaml',
};

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'test/engine/README.md',
  'test/judges/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const commandsOf = (document: string) => commandsIn(readFileSync(join(root, document), 'utf8'));

describeOn('docker', 'the commands of the documents', () => {
  const clone = mkdtempSync(join(tmpdir(), 'clone-'));
  const bin = join(clone, '.bin');

  /** Runs a line as it stands, in a shell with an empty HOME. */
  const run = (line: string, folder: string) => {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', line], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        HOME: join(clone, '.home'),
        PATH: `${bin}:${process.env.PATH}`,
        // Enough to see that a benchmark runs; what it measures is not looked at here.
        BENCH_ROUNDS: '1',
      },
    });
    assert.equal(status, 0, `${line} ended with ${status}:\n${stdout}${stderr}`);
  };

  before(() => {
    const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
      cwd: root,
    });
    for (const file of files
      .toString()
      .split('\0')
      .filter((path) => existsSync(join(root, path)))) {
      if (file === '') continue;
      mkdirSync(dirname(join(clone, file)), { recursive: true });
      cpSync(join(root, file), join(clone, file));
    }
    // What a command is to make again is broken or gone in the clone.
    for (const made of [
      'docs/screens/prompts.svg',
      'docs/screens/verify.svg',
      'docs/benchmarks.md',
    ])
      rmSync(join(clone, made));
    writeFileSync(join(clone, 'test/golden/projects/http-scratch-strict/Makefile'), 'broken\n');
    // A repository for docs/adopt.md.
    for (const file of ['go.mod', 'main.go', 'Dockerfile', 'build/Dockerfile']) {
      const copy = join(clone, 'services/pay', file);
      mkdirSync(dirname(copy), { recursive: true });
      cpSync(join(root, 'test/golden/projects/http-scratch-strict', basename(file)), copy);
    }
    mkdirSync(bin);
    mkdirSync(join(clone, '.home'));
    symlinkSync(join(clone, 'dist/cli/hardened-container.cjs'), join(bin, 'hardened-container'));
  });
  after(() => {
    run('! [ -d my-service ] || make -C my-service clean', clone);
    run(
      '! [ -d services/pay/hardening ] || make -C services/pay -f hardening/Makefile clean',
      clone,
    );
    rmSync(clone, { recursive: true, force: true });
  });

  for (const document of documents) {
    let folder = clone;
    for (const command of commandsOf(document).filter((one) => !(one in elsewhere)))
      it(`${document}: ${command}`, () => {
        if (command.startsWith('cd ')) folder = join(folder, command.slice(3));
        else run(command, folder);
      }).timeout(900_000);
  }

  it('leave a project each', () => {
    for (const name of ['my-service', 'billing'])
      assert.ok(existsSync(join(clone, name, 'Makefile')), `${name} has a Makefile`);
  });

  it('make the projects that are kept as they are, and new pictures and tables', () => {
    const texts = (folder: string, path: string) =>
      filesBelow(join(folder, path)).map((name) => [
        name,
        readFileSync(join(folder, path, name), 'utf8'),
      ]);
    assert.deepEqual(texts(clone, 'test/golden'), texts(root, 'test/golden'));
    const [prompts, verify] = ['prompts', 'verify'].map((name) =>
      readFileSync(join(clone, `docs/screens/${name}.svg`), 'utf8'),
    );
    assert.match(prompts ?? '', /Base image .*make build/s);
    assert.match(verify ?? '', /no-shell.* waived in /s);
    assert.match(readFileSync(join(clone, 'docs/benchmarks.md'), 'utf8'), /^\| ours scratch \|/m);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}
