import { type Detection, type Files, fact, type Rule } from '../../src/languages/detection.ts';
import {
  ifThere,
  inFile,
  listensBy,
  membersOf,
  ofImage,
  otherwise,
  portInCode,
  readAtRunTime,
  texts,
  withDependency,
} from '../../src/languages/rules.ts';
import { record, valueAt } from '../../src/record.ts';
import { dependencies, manifest, native, scripts } from './packages.ts';
import { existing, startedBy } from './start.ts';

const code = /\.[cm]?[jt]sx?$/;
const webFrameworks =
  /^(express|fastify|koa|hono|restify|polka|h3|nitropack|next|nuxt|@nestjs\/core|@hapi\/hapi|@remix-run\/serve|@grpc\/grpc-js|apollo-server|@apollo\/server)$/;

function script(files: Files, name: string): string | undefined {
  const value = valueAt(files.data(manifest), 'scripts', name);
  return typeof value === 'string' ? value : undefined;
}

const nextConfig = (files: Files) => files.paths.find((path) => /^next\.config\.\w+$/.test(path));

/** Whether Next.js makes a server that runs by itself. */
function isStandalone(files: Files): boolean {
  return /output:\s*["'`]standalone/.test(files.text(nextConfig(files) ?? '') ?? '');
}

const standalone: Rule = (files) =>
  dependencies(files).includes('next') && isStandalone(files)
    ? fact('.next/standalone/server.js', `${nextConfig(files)}: output`)
    : undefined;

const startScript: Rule = (files) => {
  const name = scriptRunBy(files, script(files, 'start:prod') ? 'start:prod' : 'start');
  return startedBy(files, script(files, name) ?? '', `${manifest}: scripts.${name}`);
};

/** The script that a script runs by its name, and nothing else. */
function scriptRunBy(files: Files, name: string, depth = 0): string {
  const next = /^(?:npm run|yarn(?: run)?|pnpm(?: run)?) ([\w:.-]+)$/.exec(
    script(files, name) ?? '',
  )?.[1];
  return next && script(files, next) && depth < 5 ? scriptRunBy(files, next, depth + 1) : name;
}

const inDockerfile: Rule = (files, { dockerfile }) => {
  if (!dockerfile) return undefined;
  const inside = `${dockerfile.workdir.replace(/\/$/, '')}/`;
  const words = dockerfile.command.map((word) =>
    word.startsWith(inside) ? word.slice(inside.length) : word,
  );
  return startedBy(files, words.join(' '), `${dockerfile.path}: CMD`);
};

/** Without a start script that starts it, a package with main may be a library. */
const main: Rule = (files) => {
  const value = valueAt(files.data(manifest), 'main');
  return typeof value === 'string'
    ? fact(existing(files, value) ?? value, `${manifest}: main`, 'guess')
    : undefined;
};

const usualName: Rule = (files) => {
  const names = [
    'server',
    'index',
    'app',
    'main',
    'src/server',
    'src/index',
    'src/app',
    'src/main',
  ];
  const found = names
    .flatMap((name) => ['js', 'mjs', 'cjs', 'ts'].map((ending) => `${name}.${ending}`))
    .find((path) => files.has(path));
  return found ? fact(found, 'a usual name', 'guess') : undefined;
};

const named: Rule = (files) => {
  const value = valueAt(files.data(manifest), 'packageManager');
  const [, name, version = ''] = /^(npm|yarn|pnpm|bun)@(\d+)/.exec(String(value ?? '')) ?? [];
  if (!name) return undefined;
  const isBerry = name === 'yarn' && Number(version) > 1;
  return fact(isBerry ? 'yarn berry' : name, `${manifest}: packageManager`);
};

/** With several lock files, nobody knows which one is kept up to date. */
const severalLocks: Rule = (files) => {
  const known = {
    'package-lock.json': 'npm',
    'pnpm-lock.yaml': 'pnpm',
    'yarn.lock': 'yarn',
    'bun.lock': 'bun',
  };
  const found = Object.entries(known).filter(([path]) => files.has(path));
  const [first] = found;
  return first && found.length > 1
    ? fact(first[1], `one of several: ${found.map(([path]) => path).join(', ')}`, 'guess')
    : undefined;
};

const yarn: Rule = (files) => {
  const lock = files.text('yarn.lock');
  if (lock === undefined) return undefined;
  return fact(/^__metadata:/m.test(lock) ? 'yarn berry' : 'yarn', 'yarn.lock');
};

/** A range such as >=20 allows more than one version, so it isn't said which one. */
const engines: Rule = (files) => {
  const range = valueAt(files.data(manifest), 'engines', 'node');
  const version = typeof range === 'string' ? /\d+/.exec(range)?.[0] : undefined;
  if (!version) return undefined;
  const isOne = /^[\^~=v]?\s*\d+(\.[\dx*]+){0,2}$/.test(String(range).trim());
  return fact(version, `${manifest}: engines.node ${range}`, isOne ? 'said' : 'guess');
};

const buildScript: Rule = (files, { entry }) => {
  const isThere = entry === undefined || files.has(entry);
  return !isThere && script(files, 'build')
    ? fact('build', `${manifest}: scripts.build`)
    : undefined;
};

/** What is read besides the code that a build makes; all, if the code is run as it is. */
function assets(included: readonly string[], entry: string, build: string): readonly string[] {
  if (entry.startsWith('.next/')) return [];
  const isKept = (path: string) => !/^(tests?|e2e|cypress|patches)\/$|lock|^tsconfig/.test(path);
  if (build === '') return included.filter(isKept);
  const made = entry.includes('/') ? `${entry.split('/')[0]}/` : entry;
  return [manifest, made, ...readAtRunTime(included)];
}

function workspaces(files: Files): readonly string[] | undefined {
  const listed = valueAt(files.data(manifest), 'workspaces');
  const globs = [
    ...texts(listed),
    ...texts(valueAt(record(listed), 'packages')),
    ...texts(files.data('pnpm-workspace.yaml')?.packages),
  ].filter((glob) => !glob.startsWith('!'));
  if (globs.length === 0 || script(files, 'start')) return undefined;
  return membersOf(files, globs, manifest);
}

/** Next.js makes a separate server only if its settings ask for it. */
function notStandalone(files: Files): string | undefined {
  if (!dependencies(files).includes('next') || isStandalone(files)) return undefined;
  return `Next.js makes no server that runs by itself. Add output: 'standalone' to ${nextConfig(files) ?? 'next.config.js'}.`;
}

function migratesFirst(files: Files): string | undefined {
  const command = /\b(migrate|db push|db:migrate)\b/.exec(script(files, 'start') ?? '')?.[0];
  return (
    command &&
    `The script start migrates the database first (${command}). Make it a separate script.`
  );
}

function startsWithScript(files: Files): string | undefined {
  const path = /(?:^|\s)(\S+\.sh)(?:\s|$)/.exec(script(files, 'start') ?? '')?.[1];
  return path && `The script start runs ${path}, which needs a shell. Start the program with node.`;
}

/** How a Node.js program is recognised. */
export const nodeDetection: Detection = {
  manifests: [manifest],
  images: /^(library\/)?(node|oven\/bun)\b/,
  isOftenAside: true,
  members: workspaces,
  manager: [
    named,
    severalLocks,
    ifThere('package-lock.json', 'npm'),
    ifThere('npm-shrinkwrap.json', 'npm'),
    ifThere('pnpm-lock.yaml', 'pnpm'),
    yarn,
    ifThere('bun.lock', 'bun'),
    ifThere('bun.lockb', 'bun'),
  ],
  locks: ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'],
  version: [
    inFile('.nvmrc', /^v?(\d+)/),
    inFile('.node-version', /^v?(\d+)/),
    inFile('.tool-versions', /^nodejs (\d+)/m),
    (files) => {
      const version = /^\d+/.exec(
        String(valueAt(files.data(manifest), 'volta', 'node') ?? ''),
      )?.[0];
      return version ? fact(version, `${manifest}: volta.node`) : undefined;
    },
    ofImage(/^(?:library\/)?node:(\d+)/),
    engines,
  ],
  entry: [standalone, inDockerfile, startScript, main, usualName],
  kind: [
    withDependency(webFrameworks, 'http', dependencies, manifest),
    listensBy(code, /\b(createServer)\(/),
    otherwise('worker', 'nothing listens'),
  ],
  port: [
    ...portInCode(code, [
      /process\.env\.PORT\s*(?:\|\||\?\?)\s*["'`]?(\d{2,5})/,
      /process\.env\[["']PORT["']\]\s*(?:\|\||\?\?)\s*["'`]?(\d{2,5})/,
      /\.listen\(\s*(?:\{\s*port:\s*)?(\d{2,5})/,
    ]),
    ...portInCode(code, [/\bport\s*[:=]\s*["'`]?(\d{4,5})\b/i], 'guess'),
    (files) =>
      dependencies(files).some((name) => /^(next|nuxt|@nestjs\/core)$/.test(name))
        ? fact(3000, "the framework's default", 'guess')
        : undefined,
  ],
  obstacles: [notStandalone, migratesFirst, startsWithScript],
  dependencies,
  drivers: [
    { service: 'PostgreSQL', names: /^(pg|postgres|pg-promise|@neondatabase\/serverless)$/ },
    { service: 'MySQL', names: /^(mysql2?|mariadb)$/ },
    { service: 'MongoDB', names: /^(mongodb|mongoose)$/ },
    { service: 'Redis', names: /^(redis|ioredis|bull|bullmq)$/ },
    { service: 'Kafka', names: /^(kafkajs|node-rdkafka|@confluentinc\/kafka-javascript)$/ },
    { service: 'RabbitMQ', names: /^(amqplib|amqp-connection-manager)$/ },
    { service: 'a database', names: /^(@prisma\/client|typeorm|sequelize|knex|drizzle-orm)$/ },
  ],
  native,
  build: [buildScript],
  scripts,
  assets,
};
