import { json, type SampleRepository } from './sample.ts';

export const mixed: readonly SampleRepository[] = [
  {
    title: 'several languages at the root: the Dockerfile decides',
    files: {
      'go.mod': 'module x\n\ngo 1.27\n',
      'main.go': 'package main\n\nfunc main() {}\n',
      'package.json': json({ devDependencies: { tailwindcss: '4' } }),
      Dockerfile:
        'FROM docker.io/library/golang:1.27-alpine AS build\nRUN go build -o /app .\nFROM scratch\nEXPOSE 80\nENTRYPOINT ["/app"]\n',
    },
    facts: { language: 'go said', port: '80 said', kind: 'http convention', probe: '/ guess' },
  },
  {
    title: 'several languages at the root: Node.js is often there for assets',
    files: {
      'requirements.txt': 'django==5.2\n',
      'package.json': json({ devDependencies: { vite: '7' } }),
      'app/settings.py': "WSGI_APPLICATION = 'app.wsgi.application'\n",
    },
    facts: { language: 'python guess', entry: 'app.wsgi:application said' },
    needs: ['a database'],
  },
  {
    title: 'one program in a folder; a compose file; an example of the environment; CRLF',
    files: {
      'backend/package.json': json({
        scripts: { start: 'node server.js' },
        dependencies: { koa: '3' },
      }).replaceAll('\n', '\r\n'),
      'backend/package-lock.json': json({ packages: {} }),
      'backend/server.js': 'app.listen(port);\n',
      'backend/.env.example': '# comment\r\nAPP_PORT=3210\r\n',
      'docs/package.json': json({}),
    },
    facts: { folder: 'backend convention', entry: 'server.js said', port: '3210 convention' },
  },
  {
    title: 'a compose file with a port, an entry script, a missing submodule',
    files: {
      'go.mod': 'module x\n\ngo 1.27\n',
      'main.go': 'package main\n\nfunc main() {}\n',
      '.gitmodules': '[submodule "lib"]\n\tpath = third/lib\n\turl = x\n',
      'compose.yaml':
        'services:\n  web:\n    build: .\n    ports: ["127.0.0.1:80:8181"]\n  db:\n    image: postgres\n',
      Dockerfile: 'FROM golang:1.27\nCOPY . .\nENTRYPOINT ["/docker-entrypoint.sh"]\nCMD ["app"]\n',
    },
    facts: { port: '8181 said' },
    obstacles: [
      /^The image starts with the script \/docker-entrypoint\.sh/,
      /^The submodule third\/lib isn't there/,
    ],
  },
];
