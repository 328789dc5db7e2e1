import { probeAddress, programFolder } from '../../src/languages/adoption.ts';
import { type Adoption, loaders, type Program } from '../../src/languages/language.ts';

const interpreter = '/usr/local/bin/python3';
const scripts = ['install.sh', 'probe.py'] as const;

/** Servers for applications, and their words for the address and the application. */
const servers: Readonly<Record<string, (port: number, app: string) => readonly string[]>> = {
  uvicorn: (port, app) => [
    ...['--host', '0.0.0.0', '--port', String(port)],
    ...(app.endsWith('()') ? ['--factory', app.slice(0, -2)] : [app]),
  ],
  gunicorn: (port, app) => ['--bind', `0.0.0.0:${port}`, '--worker-tmp-dir', '/tmp', app],
  hypercorn: (port, app) => ['--bind', `0.0.0.0:${port}`, app],
  waitress: (port, app) => [
    `--listen=0.0.0.0:${port}`,
    ...(app.endsWith('()') ? ['--call', app.slice(0, -2)] : [app]),
  ],
  flask: (port, app) => [
    ...['--app', app.endsWith('()') ? app.slice(0, -2) : app],
    ...['run', '--host', '0.0.0.0', '--port', String(port)],
  ],
};

/** Names of the servers, in the order in which they are taken if a program has several. */
export const serverNames = Object.keys(servers);

/** The words after the interpreter. */
function words({ entry, port }: Program): readonly string[] {
  const [first = '', second = ''] = entry.split(' ');
  if (first === '-m') return ['-m', second];
  if (first === 'call') {
    const [module = '', name = ''] = second.split(':');
    return ['-c', `from ${module} import ${name}; ${name}()`];
  }
  const server = servers[first];
  return server ? ['-m', first, ...server(port, second)] : [`${programFolder}/${entry}`];
}

export const pythonAdoption: Adoption = {
  managers: [
    { id: 'pip', title: 'pip', why: 'requirements.txt' },
    { id: 'uv', title: 'uv', why: 'uv.lock' },
    { id: 'poetry', title: 'Poetry', why: 'poetry.lock' },
    { id: 'pdm', title: 'PDM', why: 'pdm.lock' },
    { id: 'pipenv', title: 'Pipenv', why: 'Pipfile.lock' },
  ],
  manifests:
    /^(requirements\.txt|requirements\/|pyproject\.toml|(uv|poetry|pdm)\.lock|Pipfile(\.lock)?)$/,
  entry: {
    pattern: new RegExp(
      `^((${serverNames.join('|')}) [A-Za-z_][\\w.]*:[A-Za-z_]\\w*(\\(\\))?|call [A-Za-z_][\\w.]*:[A-Za-z_]\\w*|` +
        '-m [A-Za-z_][\\w.]*|(?!.*(^|/)\\.\\.?/)[\\w.-]+(/[\\w.-]+)*\\.py)$',
    ),
    allowed: `${serverNames.slice(0, 2).join(' or ')} with an application as app.main:app, -m with a module, call with a function as app.main:run, or the path of a file`,
    default: 'main.py',
  },
  memoryMiB: 256,
  startSeconds: 60,
  fit: (program) => ({
    partials: {
      runtime: 'python/adopted/_runtime.Dockerfile.ejs',
      build: 'python/adopted/_build.Dockerfile.ejs',
    },
    // Isolated, and without a buffer for what it prints.
    entrypoint: [interpreter, '-I', '-u', ...words(program)],
    executables: [interpreter, ...loaders],
    probe: [interpreter, '-I', '/probe.py', probeAddress(program)],
    sizeBudget: 600_000_000,
    files: [
      ...scripts.map((name) => ({
        template: `python/adopted/${name}`,
        path: `hardening/build/${name}`,
      })),
      ...['site_packages.sh', 'find_library.py'].map((name) => ({
        template: `python/hardening/build/${name}`,
        path: `hardening/build/${name}`,
      })),
    ],
  }),
};
