import { json, type SampleRepository } from './sample.ts';

export const node: readonly SampleRepository[] = [
  {
    title: 'Node: Express with npm, a start script, a port in code, an install script',
    files: {
      'package.json': json({
        scripts: { start: 'node --enable-source-maps ./bin/www' },
        engines: { node: '>=20' },
        dependencies: { express: '5', pg: '8', bcrypt: '6' },
      }),
      'package-lock.json': json({
        packages: {
          'node_modules/bcrypt': { hasInstallScript: true },
          'node_modules/esbuild': { hasInstallScript: true, dev: true },
        },
      }),
      'bin/www': '#!/usr/bin/env node\n',
      'app.js': "const port = process.env.PORT || '3100';\napp.get('/health', ok);\n",
    },
    facts: {
      language: 'node said',
      manager: 'npm said',
      version: '20 guess',
      entry: 'bin/www said',
      kind: 'http convention',
      port: '3100 convention',
      probe: '/health convention',
    },
    needs: ['PostgreSQL'],
    native: ['bcrypt'],
  },
  {
    title: 'Node: NestJS with pnpm and .nvmrc',
    files: {
      'package.json': json({
        scripts: { start: 'nest start' },
        dependencies: { '@nestjs/core': '11' },
      }),
      'pnpm-lock.yaml': 'lockfileVersion: 9\n',
      '.nvmrc': 'v22.11.0\n',
      'src/main.ts': 'await app.listen(process.env.PORT ?? 3000);\n',
    },
    facts: {
      manager: 'pnpm said',
      version: '22 said',
      entry: 'dist/main.js convention',
      port: '3000 convention',
    },
  },
  {
    title: 'Node: Next.js with standalone output and Yarn 1',
    files: {
      'package.json': json({ scripts: { start: 'next start' }, dependencies: { next: '16' } }),
      'yarn.lock': '# yarn lockfile v1\n',
      'next.config.mjs': "export default { output: 'standalone' };\n",
    },
    facts: {
      manager: 'yarn said',
      entry: '.next/standalone/server.js said',
      port: '3000 guess',
      kind: 'http convention',
    },
  },
  {
    title: 'Node: Next.js without standalone output, Yarn berry',
    files: {
      'package.json': json({
        scripts: { start: 'next start' },
        dependencies: { next: '16' },
        packageManager: 'yarn@4.5.0',
      }),
      'yarn.lock': '__metadata:\n  version: 8\n',
    },
    facts: { manager: 'yarn berry said', kind: 'http convention' },
    obstacles: [
      /^Next\.js makes no server that runs by itself\. Add output: 'standalone' to next\.config\.js\.$/,
    ],
  },
  {
    title: 'Node: a worker with bun, by its main',
    files: {
      'package.json': json({ main: 'lib/worker', dependencies: { kafkajs: '2' } }),
      'bun.lock': '{}\n',
      'lib/worker.js': 'run();\n',
    },
    facts: { manager: 'bun said', entry: 'lib/worker.js guess', kind: 'worker guess' },
    needs: ['Kafka'],
  },
  {
    title: 'Node: a start script that migrates first, and runs source',
    files: {
      'package.json': json({
        scripts: { start: 'prisma migrate deploy && tsx src/server.ts' },
        dependencies: { fastify: '5' },
      }),
      'package-lock.json': json({ packages: {} }),
      'src/server.ts': 'app.listen({ port: 4000 });\n',
    },
    facts: { entry: 'src/server.ts guess', port: '4000 convention' },
    obstacles: [/^The script start migrates the database first \(migrate\)/],
  },
  {
    title: 'Node: a start script that runs another',
    files: {
      'package.json': json({
        scripts: { start: 'npm run start-server', 'start-server': 'node server/server.js' },
      }),
      'package-lock.json': json({ packages: {} }),
      'server/server.js': 'http.createServer(answer).listen(3001);\n',
    },
    facts: { entry: 'server/server.js said', kind: 'http convention', port: '3001 convention' },
  },
];
