import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { subjects } from '../../bench/subject.ts';
import { fieldNames } from '../../src/answers/fields.ts';
import { options } from '../../src/hardening/options.ts';
import { bases } from '../../src/images/bases.ts';
import { languages } from '../../src/languages/languages.ts';
import { packageUrl, readPackageFile } from '../../src/package.ts';
import { templatesOfAdoption } from './included-templates.ts';

const root = fileURLToPath(packageUrl('./'));

/** Every file below folders of the package, relative to it. */
function filesBelow(...folders: string[]): readonly string[] {
  return folders
    .filter((folder) => existsSync(root + folder))
    .flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: 'utf8' }).map((path) =>
        posix.join(folder, path),
      ),
    )
    .filter((path) => statSync(root + path).isFile());
}

const sources = filesBelow('generators', 'cli', 'src', 'templates').filter((path) =>
  path.endsWith('.ts'),
);

/** What a source file imports: files of the package relative to it, and packages by name. */
function importsOf(path: string, withTypes = true): readonly string[] {
  const text = readPackageFile(path);
  const statements =
    /(?:^|\n)(?:import|export)\s(type\s)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/g;
  return [...text.matchAll(statements)]
    .filter(([, isType]) => withTypes || !isType)
    .map(([, , from, dynamic]) => from ?? dynamic ?? '')
    .map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
}

/** The layers of the house, the upper ones first; folders on one line are independent. */
const layers = [
  ['generators', 'cli'],
  ['src/project'],
  ['src/source'],
  ['src/grade'],
  ['src/registry'],
  ['src/regular-file.ts'],
  ['src/plan'],
  ['src/answers'],
  ['src/hardening', 'src/extras'],
  ['src/languages', 'templates', 'src/images'],
  ['src/templates.ts'],
  ['src/package.ts', 'src/refusal.ts', 'src/version.ts', 'src/memo.ts', 'src/record.ts'],
  ['src/printable.ts', 'src/layout.ts', 'src/style.ts'],
];

function layerOf(path: string): number {
  const isIn = (part: string) => path === part || path.startsWith(`${part}/`);
  const layer = layers.findIndex((parts) => parts.some(isIn));
  assert.notEqual(layer, -1, `${path} belongs to no layer`);
  return layer;
}

describe('imports', () => {
  it('run downwards only', () => {
    for (const path of sources)
      for (const imported of importsOf(path).filter(
        (name) => name.includes('/') && existsSync(root + name),
      ))
        assert.ok(layerOf(imported) >= layerOf(path), `${path} imports ${imported}`);
  });

  it('lead to files that there are', () => {
    for (const path of sources)
      for (const imported of importsOf(path))
        if (/^(src|templates|cli|generators|\.\.)\b/.test(imported))
          assert.ok(existsSync(root + imported), `${path} imports ${imported}`);
  });

  it('have no cycle, except imports of types', () => {
    const done = new Set<string>();
    const visit = (path: string, way: readonly string[]) => {
      assert.ok(!way.includes(path), [...way, path].join(' → '));
      if (done.has(path)) return;
      for (const imported of importsOf(path, false))
        if (sources.includes(imported)) visit(imported, [...way, path]);
      done.add(path);
    };
    for (const path of sources) visit(path, []);
  });

  it('of Yeoman and inquirer are in the doors only', () => {
    for (const path of sources.filter((name) => /^(src|templates)\//.test(name)))
      for (const imported of importsOf(path))
        assert.doesNotMatch(imported, /yeoman|inquirer|^yo$/, `${path} imports ${imported}`);
  });

  it('of the plan and what is below it are neither of disk, nor of network, nor of processes', () => {
    const mayRead = ['src/package.ts'];
    for (const path of sources.filter((name) => layerOf(name) >= layerOf('src/plan')))
      for (const imported of importsOf(path))
        if (!mayRead.includes(path))
          assert.doesNotMatch(
            imported,
            /^node:(?!url$)|^(fs|http|child_process)/,
            `${path}: ${imported}`,
          );
  });

  it('of packages are in package.json', () => {
    const { dependencies } = JSON.parse(readPackageFile('package.json'));
    // The build puts a table in the place of this one, and no user needs what it imports.
    for (const path of sources.filter((name) => name !== 'src/templates.ts'))
      for (const imported of importsOf(path))
        if (!imported.startsWith('node:') && !existsSync(root + imported))
          assert.ok(imported in dependencies, `${path} imports ${imported}`);
  });
});

describe('a dependency', () => {
  it('has its reason in CONTRIBUTING.md, and none is there that is not needed', () => {
    const { dependencies } = JSON.parse(readPackageFile('package.json'));
    const [, table = ''] = readPackageFile('CONTRIBUTING.md').split('## Dependencies\n');
    const firstCells = [...table.matchAll(/^\| (`.+?`) \|/gm)].map(([, cell = '']) => cell);
    const reasons = firstCells.flatMap((cell) => cell.replaceAll('`', '').split(', '));
    assert.deepEqual(reasons, Object.keys(dependencies));
  });
});

describe('a folder at the top', () => {
  it('has no index.ts, which Yeoman would take for a sub-generator', () => {
    for (const folder of readdirSync(root))
      for (const name of ['index.ts', 'index.js'])
        assert.ok(folder === 'node_modules' || !existsSync(join(root, folder, name)), folder);
  });
});

/** Data, and what a tool has written: nobody reads it from top to bottom. */
function isWrittenByTool(path: string): boolean {
  return /\/(catalog\.json|(Cargo\.lock|package-lock\.json)(\.ejs)?|go\.sum|requirements.*\.txt|checksums\.sha256)$/.test(
    path,
  );
}

describe('a source file', () => {
  it('has at most 250 lines', () => {
    for (const path of filesBelow('generators', 'cli', 'src', 'templates', 'test/unit', 'test/e2e'))
      if (!isWrittenByTool(path)) assert.ok(readPackageFile(path).split('\n').length <= 251, path);
  });

  it('has no function of more than 40 lines: Biome ensures it', () => {
    const { linter } = JSON.parse(readPackageFile('biome.json'));
    const { level, options: limits } = linter.rules.complexity.noExcessiveLinesPerFunction;
    assert.deepEqual([level, limits.maxLines], ['error', 40]);
    const rule = '--only=complexity/noExcessiveLinesPerFunction';
    const folders = ['generators', 'cli', 'src', 'templates', 'test/unit'];
    const present = folders.filter((folder) => existsSync(root + folder));
    execFileSync('node_modules/.bin/biome', ['lint', rule, ...present], {
      cwd: root,
      stdio: 'pipe',
    });
  });

  it('is named for a noun of its field', () => {
    for (const path of filesBelow('generators', 'cli', 'src', 'templates', 'test/unit'))
      assert.doesNotMatch(posix.basename(path), /^(utils?|helpers?|common|misc|shared|tools?)\./);
  });

  it('names nothing for what it disables', () => {
    for (const name of [...fieldNames, ...options.map(({ id }) => id)])
      assert.doesNotMatch(name, /^(disable|enable|is|has)/i);
  });
});

describe('a language', () => {
  const folders = readdirSync(`${root}templates`).filter((name) => !name.startsWith('_'));

  it('is one folder under templates/ and one entry in the list', () => {
    assert.deepEqual(folders.sort(), languages.map(({ id }) => id).sort());
    const list = readPackageFile('src/languages/languages.ts');
    for (const folder of folders)
      assert.equal(list.split(`templates/${folder}/language.ts`).length, 2, folder);
  });

  it('is in the README', () => {
    for (const id of folders)
      assert.match(readPackageFile('README.md'), new RegExp(`^\\| \`${id}\`.* \\|`, 'm'));
  });

  it('is tested end to end', () => {
    for (const id of folders)
      assert.match(
        readPackageFile(`test/e2e/languages/${id}.test.ts`),
        /^describeMatrix\((\w+)\);\ndescribeMutants\(\1, broken\);$/m,
      );
  });

  it("is measured next to docker init's decisions", () => {
    assert.deepEqual(subjects.map(({ language }) => language).sort(), [...folders].sort());
    for (const id of folders)
      assert.ok(existsSync(`${root}bench/docker-init/${id}.Dockerfile`), id);
  });

  it('is named nowhere else in the sources', () => {
    for (const path of sources.filter((name) => name.startsWith('src/') || name.startsWith('cli/')))
      for (const id of folders)
        assert.doesNotMatch(readPackageFile(path), new RegExp(`['"\`]${id}['"\`]`), path);
  });

  it('knows of its files each, and has no others', () => {
    for (const language of languages) {
      const known = [
        ...Object.values(language.partials),
        ...templatesOfAdoption(language),
        language.naive.partial,
        ...(['http', 'worker'] as const)
          .flatMap((kind) => language.files(kind, 'com.example.x'))
          .map((f) => f.template),
        `${language.id}/hardening/docs/dependencies.md.ejs`,
      ].map((path) => `templates/${path}`);
      const isTemplate = (path: string) => !/^templates\/\w+\/[\w-]+\.ts$/.test(path);
      const found = filesBelow(`templates/${language.id}`).filter(isTemplate);
      assert.deepEqual([...found].sort(), [...new Set(known)].sort());
    }
  });

  it('has no hardening option and no base in its files', () => {
    const ids = [...options.map(({ id }) => id), ...Object.keys(bases)];
    const words = new RegExp(`(?<![\\w-])(${ids.join('|')})(?![\\w-])`, 'i');
    for (const path of folders.flatMap((folder) => filesBelow(`templates/${folder}`)))
      assert.doesNotMatch(withoutWhatMayBe(path), words, path);
  });
});

/**
 * The text of a language's file without the two places where such a name may stand:
 * the bases and the tour's small image that language.ts declares, and `healthcheck` in the source of a
 * service, which is the name of the command that the program answers to.
 */
function withoutWhatMayBe(path: string): string {
  const text = readPackageFile(path);
  if (path.endsWith('/language.ts'))
    return text.replace(/^ {2}bases: \[[^\]]*\],$|^ {4}small: '.*',$/gm, '');
  const isDockerfile = path.endsWith('.Dockerfile.ejs');
  return isDockerfile ? text : text.replaceAll(/\bhealthcheck\b/g, '');
}
