import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender } from './peers.ts';
import { run } from './run.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** This package as its users get it, in numbers. */
export interface Size {
  readonly packed: number;
  readonly packages: number;
  readonly bytes: number;
}

/** The package, packed and installed next to yo, and its commands. */
export interface Installed {
  readonly command: Contender;
  readonly yo: Contender;
  readonly yoEmpty: Contender;
  readonly size: Size;
}

const install = ['install', '--no-audit', '--no-fund', '--no-save'];

/** Packs the package, and installs it in a folder, next to yo and an empty generator. */
export function installPackage(folder: string): Installed {
  const packed = run('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', folder], {
    cwd: root,
  });
  // What the build says comes before.
  const [{ filename, size, version }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
  const tarball = join(folder, filename);
  const alone = join(folder, 'alone');
  run('npm', [...install, '--prefix', alone, tarball]);
  const prefix = join(folder, 'prefix');
  run('npm', [...install, '--global', '--prefix', prefix, 'yo@7', tarball]);
  addEmptyGenerator(join(prefix, 'lib/node_modules'));
  const yo = {
    version: JSON.parse(run('npm', ['ls', '--global', '--prefix', prefix, '--json'])).dependencies
      .yo.version,
    env: { npm_config_prefix: prefix, NODE_PATH: join(prefix, 'lib/node_modules') },
    isOrdinary: true,
  };
  const bin = (name: string) => join(prefix, 'bin', name);
  const answers = ['my-service', '--yes'];
  return {
    command: {
      title: 'hardened-container',
      version,
      words: [bin('hardened-container'), ...answers, '--language', 'go'],
    },
    yo: {
      ...yo,
      title: 'yo hardened-container',
      words: [bin('yo'), 'hardened-container', ...answers],
    },
    yoEmpty: { ...yo, title: 'yo, a generator that does nothing', words: [bin('yo'), 'empty'] },
    size: { packed: size, ...sizeOf(join(alone, 'node_modules')) },
  };
}

/** What yo takes by itself: a generator of no more than what it has to have, on the same yeoman-generator. */
function addEmptyGenerator(modules: string): void {
  const folder = join(modules, 'generator-empty');
  mkdirSync(join(folder, 'generators/app'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(
    join(modules, 'generator-hardened-container/node_modules/yeoman-generator'),
    join(folder, 'node_modules/yeoman-generator'),
  );
  const keywords = ['yeoman-generator'];
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'generator-empty', version: '1.0.0', type: 'module', keywords }),
  );
  writeFileSync(
    join(folder, 'generators/app/index.js'),
    "import Generator from 'yeoman-generator';\nexport default class extends Generator { writing() {} }\n",
  );
}

function sizeOf(modules: string): { packages: number; bytes: number } {
  const files = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const manifest = /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/;
  return {
    packages: files.filter((path) => manifest.test(path)).length,
    bytes: files.reduce((sum, path) => sum + statSync(path).size, 0),
  };
}
