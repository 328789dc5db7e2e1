import type { KindId } from '../../src/languages/kinds.ts';
import type { Language } from '../../src/languages/language.ts';
import { loaders } from '../../src/languages/language.ts';
import { pythonAdoption } from './adoption.ts';

/** What only services of a kind have. */
const sources: Readonly<Record<KindId, readonly string[]>> = {
  http: [
    ...[
      'main.py.ejs',
      'server.py',
      'connection.py',
      'app.py',
      'probe.py',
      'port.py.ejs',
      'log.py',
    ].map((name) => `src/service/${name}`),
    ...['app', 'commands', 'server'].map((name) => `tests/test_${name}.py`),
  ],
  worker: ['src/service/main.py.ejs', 'tests/test_main.py'],
};

/** What the Dockerfile runs while it builds. */
const scripts = ['requirements.sh', 'site_packages.sh', 'find_library.py', 'program.py'];

export const python: Language = {
  id: 'python',
  title: 'Python',
  why: 'the interpreter and its standard library, compiled ahead; no pip',
  toolchain: 'python',
  bases: ['scratch', 'distroless', 'debian'],
  partials: {
    runtime: 'python/_runtime.Dockerfile.ejs',
    build: 'python/_build.Dockerfile.ejs',
    test: 'python/_test.Dockerfile.ejs',
    dependencies: 'python/_add-dependency.md.ejs',
  },
  cLibrary: 'toolchain',
  crossCompiles: false,
  // https://pip.pypa.io/en/stable/topics/configuration/#environment-variables
  secrets: [
    {
      id: 'netrc',
      variable: 'NETRC',
      why: 'Netrc file with credentials for a private package index.',
    },
  ],
  sourceVariables: ['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_TRUSTED_HOST'],
  ecosystem: { dependabot: 'pip', renovate: 'pip_requirements' },
  // Sets of constants are written in the order of their hashes, which differ from run to run:
  // https://docs.python.org/3/using/cmdline.html#envvar-PYTHONHASHSEED
  repeatableFlags: 'PYTHONHASHSEED=0 ',
  // Isolated: neither the environment nor the current folder decides what is imported.
  entrypoint: ['/usr/local/bin/python3', '-I', '/app'],
  executables: ['/usr/local/bin/python3', ...loaders],
  interpreter: '/usr/local/bin/python3',
  stopExitCodes: [0],
  // The interpreter takes no notice of a limit: there is nothing to tell it.
  memory: { limitMiB: 96 },
  sizeBudget: 50_000_000,
  context: [
    '!src/**/*.py',
    '!tests/**/*.py',
    '!pyproject.toml',
    '!requirements.txt',
    '!requirements-dev.txt',
  ],
  gitignore: ['__pycache__/', '.venv/', '.mypy_cache/', '.pytest_cache/', '.ruff_cache/'],
  adoption: pythonAdoption,
  naive: {
    partial: 'python/_naive.Dockerfile.ejs',
    start: (app) => ['python3', app],
    small: 'python',
  },
  files: (kind) => [
    ...scripts.map((name) => ({
      template: `python/hardening/build/${name}`,
      path: `hardening/build/${name}`,
    })),
    { template: 'python/src/__main__.py.ejs', path: 'src/__main__.py' },
    { template: 'python/src/service/__init__.py.ejs', path: 'src/service/__init__.py' },
    { template: 'python/src/service/user.py', path: 'src/service/user.py' },
    { template: 'python/src/service/version.py', path: 'src/service/version.py' },
    ...sources[kind].map((path) => ({
      template: `python/${kind}/${path}`,
      path: path.replace(/\.ejs$/, ''),
    })),
    { template: `python/${kind}/requirements.txt`, path: 'requirements.txt' },
    { template: 'python/requirements-dev.txt', path: 'requirements-dev.txt' },
    { template: 'python/pyproject.toml.ejs', path: 'pyproject.toml' },
  ],
};
