import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { detect, type FactName } from '../../src/source/detect.ts';
import { json } from './repositories/sample.ts';

type Texts = Readonly<Record<string, string>>;

const npm = { 'package-lock.json': '{"packages":{}}' };
const express = (start: string, more: object = {}): Texts => ({
  ...npm,
  'package.json': json({ scripts: { start }, dependencies: { express: '5' }, ...more }),
});
const go = (body: string): Texts => ({
  'go.mod': 'module x\n\ngo 1.27\n',
  'main.go': `package main\n\nfunc main() {\n${body}\n}\n`,
});
const boot: Texts = {
  'pom.xml': `<project>${['web', 'actuator']
    .map((name) => `<dependency><artifactId>spring-boot-starter-${name}</artifactId></dependency>`)
    .join('')}<artifactId>spring-boot-maven-plugin</artifactId></project>\n`,
};
const settings = 'src/main/resources/application.properties';

/**
 * Repositories in which a rule could be sure and wrong: a fact, and its right value. Without a value, nothing in
 * the files decides it, so it may only be a guess.
 */
const cases: readonly (readonly [string, Texts, FactName, (string | number)?])[] = [
  [
    'a port of a database in an example',
    {
      ...express('node a'),
      'a.js': 'x.listen(process.env.PORT || 3000)',
      '.env.example': 'DB_PORT=5432\n',
    },
    'port',
    3000,
  ],
  ['a pool', { ...express('node a'), 'db.js': 'new Pool({ port: 5432 })' }, 'port'],
  [
    'flags with a value',
    { ...express('node --import tsx -r x/y --env-file .env b.js'), 'b.js': '' },
    'entry',
    'b.js',
  ],
  [
    'a flag with =',
    { ...express('node --inspect=0.0.0.0:9229 b.js'), 'b.js': '' },
    'entry',
    'b.js',
  ],
  [
    'another folder',
    { ...express('cd server && node index.js'), 'server/index.js': '' },
    'entry',
    'server/index.js',
  ],
  [
    'two programs in a row',
    { ...express('node setup.js && node b.js'), 'setup.js': '', 'b.js': '' },
    'entry',
    'b.js',
  ],
  ['a dot', { ...express('node .', { main: 'lib/b' }), 'lib/b.js': '' }, 'entry', 'lib/b.js'],
  [
    'a folder as the file',
    { ...express('node ./src'), 'src/index.js': '' },
    'entry',
    'src/index.js',
  ],
  ['pm2', { ...express('pm2-runtime start b.js', { main: 'x.js' }), 'b.js': '' }, 'entry', 'b.js'],
  [
    'a bundler, and a main',
    { ...express('react-scripts start', { main: 'x.js' }), 'x.js': '' },
    'entry',
  ],
  ['two lock files', { ...express('node a'), 'yarn.lock': '' }, 'manager'],
  ['a range of versions', express('node a', { engines: { node: '18 || 20' } }), 'version'],
  [
    'two images',
    { ...express('node a'), Dockerfile: 'FROM node:18 AS x\nFROM node:22\n' },
    'version',
  ],
  [
    'an absolute path in the image',
    {
      ...express(''),
      'b.js': '',
      Dockerfile: 'FROM node:22\nWORKDIR /app\nCMD ["node", "/app/b.js"]\n',
    },
    'entry',
    'b.js',
  ],
  [
    'a path that is only in the image',
    { ...express(''), Dockerfile: 'FROM node:22\nCMD ["node", "c.js"]\n' },
    'entry',
  ],
  [
    'a debugger next to it',
    {
      ...express('node a'),
      'compose.yaml': 'services: { a: { build: ., ports: ["9229:9229", "80:3000"] } }\n',
    },
    'port',
    3000,
  ],
  [
    'the long form of a port',
    {
      ...express('node a'),
      'compose.yaml': 'services: { a: { build: ., ports: [{ target: 3000, published: 80 }] } }\n',
    },
    'port',
    3000,
  ],
  [
    'another service of the compose file',
    {
      ...express('node a'),
      'compose.yaml': 'services: { a: { build: ./web, ports: ["80:80"] } }\n',
    },
    'port',
  ],
  [
    'a client that asks for health',
    { ...express('node a'), 'a.js': 'axios.get("/health")' },
    'probe',
  ],
  [
    'a client of Redis',
    go('\tredis.NewClient(&redis.Options{Addr: "x:6379"})\n\tlisten()'),
    'port',
  ],
  ['metrics', go('\thttp.ListenAndServe(":9090", nil)'), 'port'],
  ['a comment', go('\t// http.ListenAndServe(":80", nil)'), 'kind', 'worker'],
  [
    'the only program is a tool',
    { 'go.mod': 'module x\n', 'cmd/migrate/main.go': go('')['main.go'] ?? '' },
    'entry',
  ],
  [
    'two settings of Django',
    {
      'requirements.txt': 'django==5.2\n',
      'a/settings.py': "WSGI_APPLICATION = 'a.wsgi.application'\n",
      'b/settings.py': "WSGI_APPLICATION = 'b.wsgi.application'\n",
    },
    'entry',
  ],
  ['a task queue', { 'requirements.txt': 'celery==5.5\nfastapi==0.120\n' }, 'kind'],
  [
    'two applications',
    {
      'requirements.txt': 'fastapi==0.120\n',
      'a.py': 'app = FastAPI()\n',
      'b.py': 'app = FastAPI()\n',
    },
    'entry',
  ],
  [
    'the port of a database in Rust',
    {
      'Cargo.toml': '[package]\nname = "x"\n',
      'Cargo.lock': '',
      'src/main.rs': 'let port = 5432; bind(a)',
    },
    'port',
  ],
  [
    'another port for the actuator',
    { ...boot, [settings]: 'management.server.port=9001\n' },
    'probe',
  ],
  [
    'the port of the actuator',
    { ...boot, [settings]: 'management.server.port=9001\n' },
    'port',
    8080,
  ],
];

describe('a fact that could be wrong', () => {
  for (const [title, files, name, value] of cases)
    it(`is right or a guess: ${name} with ${title}`, () => {
      const root = mkdtempSync(join(tmpdir(), 'detect-'));
      try {
        for (const [path, text] of Object.entries(files)) {
          mkdirSync(dirname(join(root, path)), { recursive: true });
          writeFileSync(join(root, path), text);
        }
        const found = detect(root).facts[name];
        const isSafe = found === undefined ? value === undefined : found.sure === 'guess';
        assert.ok(isSafe || found?.value === value, JSON.stringify(found));
      } finally {
        rmSync(root, { recursive: true });
      }
    });
});
