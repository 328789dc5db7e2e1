/**
 * npm run build: each door becomes one file of dist/, with all that it needs of this repository,
 * so that Node reads one file and not a hundred. Packages stay outside, and are loaded when they
 * are needed.
 */
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { packageUrl } from './src/package.ts';
import { preparedTemplate } from './src/templates.ts';

const root = fileURLToPath(packageUrl('./'));
const templates = join(root, 'templates');
const command = 'dist/cli/hardened-container.cjs';

/** Has the templates read from dist/templates, folder by folder, in the place of the module that prepares them one by one. */
function preparedTemplates(folder: string): Plugin {
  return {
    name: 'prepared templates',
    setup({ onLoad }) {
      onLoad({ filter: /\/src\/templates\.ts$/ }, () => ({
        contents: `import { readFileSync } from 'node:fs';
          const tables = {};
          export function preparedTemplate(template) {
            const [name] = template.split('/', 1);
            tables[name] ??= JSON.parse(readFileSync(${folder} + name + '.json', 'utf8'));
            return tables[name][template];
          }`,
      }));
    },
  };
}

/** Writes a file of each folder of templates: one service needs only a few folders. */
function writePreparedTemplates(to: string): void {
  mkdirSync(to, { recursive: true });
  for (const folder of readdirSync(templates)) {
    const paths = readdirSync(join(templates, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
      .map(({ parentPath, name }) => relative(templates, join(parentPath, name)));
    const table = Object.fromEntries(paths.map((path) => [path, preparedTemplate(path)]));
    writeFileSync(join(to, `${folder}.json`), JSON.stringify(table));
  }
}

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
  // What only a module has would be missing where the command is run, not here.
  logOverride: { 'empty-import-meta': 'error' },
};

rmSync(join(root, 'dist'), { recursive: true, force: true });
writePreparedTemplates(join(root, 'dist/templates'));
await Promise.all([
  // As CommonJS it starts faster: the loader of modules takes as long as writing the files.
  build({
    ...shared,
    format: 'cjs',
    entryPoints: ['cli/hardened-container.ts'],
    outfile: command,
    plugins: [preparedTemplates("__dirname + '/../templates/'")],
  }),
  // yeoman-generator is a module, and so are the classes that extend its own.
  build({
    ...shared,
    format: 'esm',
    entryPoints: readdirSync(join(root, 'generators')).map((name) => `generators/${name}/index.ts`),
    outbase: '.',
    outdir: 'dist',
    plugins: [preparedTemplates("import.meta.dirname + '/../../templates/'")],
  }),
]);
chmodSync(join(root, command), 0o755);
