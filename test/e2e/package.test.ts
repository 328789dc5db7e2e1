import assert from 'node:assert/strict';
import {
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf, run, tailOf } from './command.ts';
import { describeOn } from './engine.ts';
import { machineSettings } from './machine.ts';
import { serviceName } from './project.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** yo gives up its rights when root calls it, and then may not write: so it is called as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

describeOn('docker', 'the package, installed next to yo', () => {
  const folder = join(tmpdir(), serviceName('package'));
  const prefix = join(folder, 'prefix');
  const work = join(folder, 'work');
  const service = serviceName('packed');

  let packed: readonly string[];

  before(async function () {
    this.timeout(600_000);
    for (const path of [folder, prefix, work]) mkdirSync(path);
    if (nobody) chownSync(work, nobody.uid, nobody.gid);
    const { tarball, files } = await pack(join(folder, 'clone'));
    packed = files;
    const install = ['install', '--global', '--prefix', prefix, '--no-audit', '--no-fund'];
    await outputOf('npm', [...install, 'yo@7', tarball], { cwd: folder });
  });
  after(async () => {
    await run('docker', ['image', 'rm', '--force', `${service}:dev`]);
    rmSync(folder, { recursive: true });
  });

  /** Makes the service in a folder of its own, which has the name of the door. */
  async function generate(door: string, command: string, ...args: string[]): Promise<string> {
    const path = `${join(prefix, 'bin')}:${process.env.PATH}`;
    const env = { PATH: path, HOME: work, npm_config_prefix: prefix, npm_config_cache: work };
    const cwd = join(work, door);
    mkdirSync(cwd);
    if (nobody) chownSync(cwd, nobody.uid, nobody.gid);
    const outcome = await run(command, args, { cwd, env, ...nobody });
    assert.equal(outcome.code, 0, `${command} ${args.join(' ')}: ${tailOf(outcome)}`);
    // Yeoman says what it has to say on standard error.
    return outcome.stdout + outcome.stderr;
  }

  it('holds what is needed and nothing else', () => {
    const namesIn = (folder: string) => readdirSync(new URL(`../../${folder}/`, import.meta.url));
    const doors = [
      'dist/cli/hardened-container.cjs',
      ...namesIn('generators').map((name) => `dist/generators/${name}/index.js`),
    ];
    const templates = namesIn('templates').map((name) => `dist/templates/${name}.json`);
    const others = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
    assert.deepEqual(packed.toSorted(), [...others, ...doors, ...templates].toSorted());
  });

  it('makes a service by yo', async () => {
    const said = await generate('yo', 'yo', 'hardened-container', service, '--yes');
    assert.match(said, /make build/);
  });

  it('makes the same service by its own command', async () => {
    const said = await generate('npx', 'npx', '--no', 'hardened-container', service, '--yes');
    assert.match(said, /make build/);
    assert.deepEqual(
      readProject(join(work, 'npx', service)),
      readProject(join(work, 'yo', service)),
    );
  });

  it('makes a service that can be built', async () => {
    const outcome = await run(
      'make',
      ['-C', join(work, 'npx', service), 'build', 'ENGINE=docker'],
      {
        env: machineSettings(),
      },
    );
    assert.equal(outcome.code, 0, tailOf(outcome));
  });
});

/** What npm pack says of a package. */
interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs a copy of this repository: packing compiles, which may not happen under the feet of who works in it. */
async function pack(clone: string): Promise<{ tarball: string; files: readonly string[] }> {
  const listed = await outputOf('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
  });
  for (const path of listed.split('\0').filter((path) => /^(?!test\/).+/.test(path))) {
    mkdirSync(join(clone, dirname(path)), { recursive: true });
    cpSync(join(root, path), join(clone, path));
  }
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  const said = await outputOf('npm', ['pack', '--json', '--loglevel=error'], { cwd: clone });
  // What the build says comes before.
  const [{ filename, files }] = JSON.parse(said.slice(said.indexOf('[\n'))) as [Packed];
  return { tarball: join(clone, filename), files: files.map(({ path }) => path) };
}

/** The files of a project by path, with their modes. */
function readProject(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    files.map((path) => {
      const mode = (statSync(path).mode & 0o777).toString(8);
      return [relative(folder, path), `${mode}\n${readFileSync(path, 'utf8')}`];
    }),
  );
}
