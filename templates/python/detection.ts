import {
  type Detection,
  type Fact,
  type Files,
  fact,
  type Rule,
} from '../../src/languages/detection.ts';
import {
  asPort,
  ifThere,
  inFile,
  matchAmong,
  matchIn,
  ofImage,
  otherwise,
  portInCode,
  sourceFiles,
  texts,
  withDependency,
} from '../../src/languages/rules.ts';
import { record, valueAt } from '../../src/record.ts';
import { dependencies, unpinned } from './requirements.ts';
import { newest, started } from './started.ts';

const code = /\.py$/;
const project = 'pyproject.toml';
const webFrameworks =
  /^(fastapi|flask|django|starlette|litestar|sanic|tornado|aiohttp|falcon|bottle|quart|uvicorn|gunicorn|hypercorn|grpcio)$/;

/** `gunicorn app:app`, `uvicorn --port 80 pkg.main:app`, `python -m uvicorn …`. */
const server =
  /\b(gunicorn|uvicorn|hypercorn|daphne|granian|waitress)(?:-serve)?\b[^\n|&;]*?[\s"',]([A-Za-z_][\w.]*:[A-Za-z_]\w*(?:\(\))?)/;

/** The server in a command, and its application. */
function served(command: string, from: string): Fact | undefined {
  const [, name, app] = server.exec(command) ?? [];
  return name && app ? fact(`${name} ${app}`, from) : undefined;
}

const inDockerfile: Rule = (files, { dockerfile }) => {
  const words = dockerfile?.command ?? [];
  const found = served(words.join(' '), `${dockerfile?.path}: CMD`);
  if (found) return found;
  const [, flag, name] =
    /\bpython[\d.]*\s+(?:-u\s+)?(-m\s+)?([\w./-]+)/.exec(words.join(' ')) ?? [];
  // Django's development server isn't for production.
  if (!name || name.endsWith('manage.py')) return undefined;
  const isKnown = flag !== undefined || files.has(name);
  return fact(flag ? `-m ${name}` : name, `${dockerfile?.path}: CMD`, isKnown ? 'said' : 'guess');
};

/** The module of a path: src/pkg/main.py is pkg.main. */
const moduleOf = (path: string) =>
  path
    .replace(/^src\//, '')
    .replace(/(\/__init__)?\.py$/, '')
    .replaceAll('/', '.');

const isTest = (path: string) =>
  /(^|\/)(tests?|examples?|docs|scripts|alembic|migrations)\/|(^|\/)(test_|conftest)/.test(path);

/** A folder without __init__.py may be the place that Python starts in, and then isn't a part of the name. */
function isImportable(files: Files, path: string): boolean {
  const [top, ...others] = path.replace(/^src\//, '').split('/');
  return others.length < 2 || files.has(`${top}/__init__.py`) || path.startsWith('src/');
}

/** An application that a pattern finds, if it is the only one; otherwise the first is a guess. */
const application =
  (pattern: RegExp, suffix = ''): Rule =>
  (files) => {
    const found = files.paths
      .filter((path) => code.test(path) && !isTest(path))
      .flatMap((path) => {
        const match = matchIn(
          files,
          path,
          pattern,
          isImportable(files, path) ? 'convention' : 'guess',
        );
        return match ? [{ ...match, value: `${moduleOf(path)}:${match.value}${suffix}` }] : [];
      });
    const [first, ...others] = found;
    return first && others.length > 0 ? { ...first, sure: 'guess' } : first;
  };

const django: Rule = (files) => {
  const setting = /^WSGI_APPLICATION\s*=\s*["']([\w.]+)["']/m;
  const found = sourceFiles(files, /settings[\w/]*\.py$/).flatMap(
    (path) => matchIn(files, path, setting) ?? [],
  );
  const [first] = found;
  if (!first) return undefined;
  const sure = new Set(found.map(({ value }) => value)).size === 1 ? 'said' : 'guess';
  return { ...first, sure, value: first.value.replace(/\.(\w+)$/, ':$1') };
};

const onlyScript: Rule = (files) => {
  const { scripts } = record(files.data(project)?.project);
  const [one, ...others] = Object.entries(record(scripts));
  return one && others.length === 0 && typeof one[1] === 'string'
    ? fact(one[1], `${project}: project.scripts.${one[0]}`, 'convention')
    : undefined;
};

const mainModule: Rule = (files) => {
  const dunder = files.paths.find((path) => /^(src\/)?\w+\/__main__\.py$/.test(path));
  if (dunder)
    return fact(`-m ${moduleOf(dunder).replace(/\.__main__$/, '')}`, dunder, 'convention');
  const found = files.paths.filter(
    (path) =>
      code.test(path) &&
      !isTest(path) &&
      /^if __name__ == ["']__main__["']/m.test(files.text(path) ?? ''),
  );
  const usual = found.find((path) => /(^|\/)(main|app|server|run)\.py$/.test(path)) ?? found[0];
  return usual ? fact(usual, `${usual}: __main__`, 'guess') : undefined;
};

/** A program with a task queue may be its worker, or the web server that fills it. */
const queue: Rule = (files) => {
  const found = dependencies(files).find((name) => /^(celery|rq|dramatiq|arq|huey)$/.test(name));
  const isWeb = dependencies(files).some((name) => webFrameworks.test(name));
  return found ? fact(isWeb ? 'http' : 'worker', found, 'guess') : undefined;
};

/** Packages whose source distributions need a library of the system. */
function native(files: Files): readonly Fact[] {
  const known =
    /^(psycopg2|mysqlclient|python-ldap|pygraphviz|xmlsec|pyodbc|uwsgi|gevent|python-magic|pycurl|dlib)$/;
  return dependencies(files)
    .filter((name) => known.test(name))
    .map((name) => fact(name, 'a package that is compiled or needs a library', 'guess'));
}

/** What needs none of these to run. */
const notRead =
  /^(tests?\/|requirements.*|(uv|poetry|pdm)\.lock|Pipfile.*|setup\.(py|cfg)|tox\.ini|pytest\.ini|conftest\.py|noxfile\.py)$/;

const defaultPort: Rule<number> = (files) => {
  const names = dependencies(files);
  if (names.some((name) => /^(uvicorn|gunicorn|fastapi|django|starlette|hypercorn)$/.test(name)))
    return fact(8000, "the server's default", 'guess');
  return names.includes('flask') ? fact(5000, "the framework's default", 'guess') : undefined;
};

/** How a Python program is recognised. */
export const pythonDetection: Detection = {
  manifests: [project, 'requirements.txt', 'Pipfile', 'setup.py', 'setup.cfg'],
  images: /^(library\/)?python\b|\/uv\b/,
  members: (files) => {
    const data = files.data(project);
    const members = texts(valueAt(data, 'tool', 'uv', 'workspace', 'members'));
    if (members.length === 0 || data?.project) return undefined;
    return members.filter((folder) => files.has(`${folder}/${project}`));
  },
  manager: [
    ifThere('uv.lock', 'uv'),
    ifThere('poetry.lock', 'poetry'),
    ifThere('pdm.lock', 'pdm'),
    ifThere('Pipfile.lock', 'pipenv'),
    ifThere('requirements.txt', 'pip'),
  ],
  locks: ['uv.lock', 'poetry.lock', 'Pipfile.lock', 'requirements.txt'],
  version: [
    inFile('.python-version', /^(?:cpython-)?(\d+\.\d+)/),
    inFile('runtime.txt', /^python-(\d+\.\d+)/),
    inFile('.tool-versions', /^python (\d+\.\d+)/m),
    inFile('Pipfile', /^python_version\s*=\s*"(\d+\.\d+)"/m),
    ofImage(/^(?:library\/)?python:(\d+\.\d+)/),
    inFile(project, /^requires-python\s*=\s*"(?:==|~=)\s*(\d+\.\d+)/m),
    inFile(project, /^requires-python\s*=\s*"[^"\d]*(\d+\.\d+)/m, 'guess'),
    inFile(project, /^python\s*=\s*"[^"\d]*(\d+\.\d+)/m, 'guess'),
  ],
  entry: [
    (files) => served(/^web:.*$/m.exec(files.text('Procfile') ?? '')?.[0] ?? '', 'Procfile: web'),
    inDockerfile,
    django,
    application(/^(\w+)(?:\s*:\s*\w+)?\s*=\s*(?:fastapi\.)?FastAPI\(/m),
    application(/^(\w+)(?:\s*:\s*\w+)?\s*=\s*(?:flask\.)?Flask\(/m),
    application(/^(\w+)(?:\s*:\s*\w+)?\s*=\s*(?:Starlette|Litestar|Sanic|Quart)\(/m),
    application(/^def (create_app)\(\s*\)/m, '()'),
    application(/^def (create_app)\(/m, '()'),
    onlyScript,
    mainModule,
  ],
  kind: [
    queue,
    withDependency(webFrameworks, 'http', dependencies, 'dependencies'),
    otherwise('worker', 'no web framework'),
  ],
  port: [
    asPort((files) =>
      matchIn(files, 'Procfile', /^web:.*?(?:--port[= ]|--bind[= ]\S*:|-b \S*:)(\d+)/m),
    ),
    asPort((_files, { dockerfile }) => {
      const command = dockerfile?.command.join(' ') ?? '';
      const port = /(?:--port[= ]|--bind[= ]\S*:|-b \S*:|-p )(\d+)/.exec(command)?.[1];
      return port ? fact(port, `${dockerfile?.path}: CMD`) : undefined;
    }),
    asPort((files) =>
      matchAmong(
        files,
        /^gunicorn(\.conf|_conf|_config)?\.py$/,
        /^bind\s*=\s*["'][^"']*:(\d+)/m,
        'said',
      ),
    ),
    ...portInCode(code, [
      /(?:environ\.get|getenv)\(\s*["']PORT["']\s*,\s*["']?(\d{2,5})/,
      /(?:uvicorn\.run|\.run)\([^)]*\bport\s*=\s*(\d{2,5})/,
    ]),
    defaultPort,
  ],
  obstacles: [unpinned],
  dependencies,
  drivers: [
    {
      service: 'PostgreSQL',
      names: /^(psycopg|psycopg2|psycopg2-binary|psycopg-binary|asyncpg|pg8000)$/,
    },
    { service: 'MySQL', names: /^(mysqlclient|pymysql|mysql-connector-python|aiomysql|asyncmy)$/ },
    { service: 'MongoDB', names: /^(pymongo|motor|beanie|mongoengine)$/ },
    { service: 'Redis', names: /^(redis|aioredis|hiredis|celery|rq)$/ },
    { service: 'Kafka', names: /^(kafka-python|aiokafka|confluent-kafka)$/ },
    { service: 'RabbitMQ', names: /^(pika|aio-pika)$/ },
    { service: 'a database', names: /^(sqlalchemy|sqlmodel|tortoise-orm|django)$/ },
  ],
  native,
  started,
  newest,
  assets: (included) => included.filter((path) => !notRead.test(path)),
};
