/**
 * npm run build: each door becomes one file of dist/, with all that it needs of this repository,
 * so that Node reads one file and not a hundred. Packages stay outside, and are loaded when they
 * are needed.
 */
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { packageUrl } from './src/package.ts';
import { preparedTemplate } from './src/templates.ts';

const root = fileURLToPath(packageUrl('./'));
const templates = join(root, 'templates');
const command = 'dist/cli/hardened-container.cjs';

/** Puts all templates, prepared, in the place of the module that prepares them one by one. */
const preparedTemplates: Plugin = {
  name: 'prepared templates',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/templates\.ts$/ }, () => ({
      contents: `const prepared = ${JSON.stringify(prepareAll())};
        export const preparedTemplate = (template) => prepared[template];`,
    }));
  },
};

function prepareAll(): Record<string, string> {
  const paths = readdirSync(templates, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) => relative(templates, join(parentPath, name)));
  return Object.fromEntries(paths.map((path) => [path, preparedTemplate(path)]));
}

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  plugins: [preparedTemplates],
  logLevel: 'warning',
  // What only a module has would be missing where the command is run, not here.
  logOverride: { 'empty-import-meta': 'error' },
};

rmSync(join(root, 'dist'), { recursive: true, force: true });
await Promise.all([
  // As CommonJS it starts faster: the loader of modules takes as long as writing the files.
  build({
    ...shared,
    format: 'cjs',
    entryPoints: ['cli/hardened-container.ts'],
    outfile: command,
  }),
  // yeoman-generator is a module, and so are the classes that extend its own.
  build({
    ...shared,
    format: 'esm',
    entryPoints: readdirSync(join(root, 'generators')).map((name) => `generators/${name}/index.ts`),
    outbase: '.',
    outdir: 'dist',
  }),
]);
chmodSync(join(root, command), 0o755);
