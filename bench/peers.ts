import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAnswers } from '../src/answers/parse.ts';
import { planProject } from '../src/plan/plan.ts';
import { renderFile } from '../src/plan/render.ts';
import { today } from '../src/project/today.ts';
import { run } from './run.ts';

/** Something that makes a project called my-service in the folder that it is started in. */
export interface Contender {
  readonly title: string;
  readonly version: string;
  readonly words: readonly [string, ...string[]];
  readonly env?: NodeJS.ProcessEnv;
  /** Whether root starts it as another user, because yo drops root privileges. */
  readonly isOrdinary?: boolean;
}

/** How other scaffolders are installed, each in a folder of its own, with a template of as many files as ours. */
export const peers: Readonly<Record<string, (folder: string) => Contender>> = {
  'create-vite': createVite,
  cookiecutter,
  copier,
  gonew,
};

/** Its own templates are all that it has: the one of React and TypeScript has 18 files. */
function createVite(folder: string): Contender {
  run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', 'create-vite']);
  const listed = JSON.parse(run('npm', ['ls', '--prefix', folder, '--json']));
  return {
    title: 'create-vite',
    version: listed.dependencies['create-vite'].version,
    words: [
      join(folder, 'node_modules/.bin/create-vite'),
      ...['my-service', '--no-interactive', '--template', 'react-ts'],
    ],
  };
}

function cookiecutter(folder: string): Contender {
  const { program, version } = installPython(folder, 'cookiecutter');
  write(join(folder, 'template'), [
    { path: 'cookiecutter.json', text: JSON.stringify({ name: 'my-service' }) },
    ...files().map(({ path, text }) => ({
      path: `{{cookiecutter.name}}/${path}`,
      text: jinja(text, 'cookiecutter.name'),
    })),
  ]);
  const words = ['--no-input', join(folder, 'template'), 'name=my-service'];
  return { title: 'cookiecutter', version, words: [program, ...words] };
}

function copier(folder: string): Contender {
  const { program, version } = installPython(folder, 'copier');
  write(join(folder, 'template'), [
    { path: 'copier.yml', text: 'name:\n  type: str\n' },
    ...files().map(({ path, text, isCopy }) =>
      isCopy ? { path, text } : { path: `${path}.jinja`, text: jinja(text, 'name') },
    ),
  ]);
  const words = ['copy', '--quiet', '--data', 'name=my-service', join(folder, 'template')];
  return { title: 'copier', version, words: [program, ...words, 'my-service'] };
}

function installPython(folder: string, name: string): { program: string; version: string } {
  run('python3', ['-m', 'venv', folder]);
  run(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', name]);
  const shown = run(join(folder, 'bin/pip'), ['show', name]);
  return {
    program: join(folder, 'bin', name),
    version: /^Version: (.+)$/m.exec(shown)?.[1] ?? '',
  };
}

/** The template is a module in a proxy of files, and from there in Go's cache after the first run. */
function gonew(folder: string): Contender {
  const go = { GOPATH: join(folder, 'go'), GOMODCACHE: '', GOBIN: folder, GOFLAGS: '-modcacherw' };
  run('go', ['install', 'golang.org/x/tools/cmd/gonew@latest'], { env: go });
  const name = 'example.com/template';
  const proxy = join(folder, 'proxy');
  const version = 'v1.0.0';
  write(join(folder, 'module', `${name}@${version}`), [
    ...files().filter(({ path }) => path !== 'go.mod'),
    { path: 'go.mod', text: `module ${name}\n` },
  ]);
  write(join(proxy, name, '@v'), [
    { path: `${version}.mod`, text: `module ${name}\n` },
    { path: `${version}.info`, text: JSON.stringify({ Version: version }) },
  ]);
  const zip = join(proxy, name, '@v', `${version}.zip`);
  // Go takes no zip that lists folders, which most programs write.
  const pack =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], "w"); [z.write(p) for p in sys.argv[2:]]';
  const paths = files().map(({ path }) => `${name}@${version}/${path}`);
  run('python3', ['-c', pack, zip, ...paths], { cwd: join(folder, 'module') });
  const built = run('go', ['version', '-m', join(folder, 'gonew')]);
  return {
    title: 'gonew',
    version: /\bmod\s+golang\.org\/x\/tools\s+(\S+)/.exec(built)?.[1] ?? '',
    words: [join(folder, 'gonew'), `${name}@${version}`, 'example.com/my-service'],
    env: { ...go, GOPROXY: `file://${proxy}`, GONOSUMDB: '*', GOTOOLCHAIN: 'local' },
  };
}

interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** The files of our own service, and which of them we copy. */
function files(): readonly (TemplateFile & { readonly isCopy: boolean })[] {
  const surroundings = { folder: 'my-service', today: today() };
  const answers = parseAnswers({ name: 'my-service' }, surroundings);
  return planProject(answers, surroundings.today).files.map((file) => ({
    path: file.path,
    text: renderFile(file),
    isCopy: !file.template.endsWith('.ejs'),
  }));
}

/** A text as a template of Jinja that fills in the name wherever ours does. */
function jinja(text: string, name: string): string {
  const parts = text.split('my-service').map((part) => `{% raw %}${part}{% endraw %}`);
  return parts.join(`{{ ${name} }}`);
}

function write(folder: string, all: readonly TemplateFile[]): void {
  for (const { path, text } of all) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
