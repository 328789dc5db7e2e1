import type { SampleRepository } from './sample.ts';

export const goAndCpp: readonly SampleRepository[] = [
  {
    title: 'Go: one program at the root, net/http, a port in code',
    files: {
      'go.mod': 'module example.com/shop\n\ngo 1.26.1\n',
      'main.go':
        'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.HandleFunc("/healthz", ok)\n\thttp.ListenAndServe(":9080", nil)\n}\n',
    },
    facts: {
      language: 'go said',
      folder: '. said',
      manager: 'modules said',
      version: '1.26 said',
      entry: '. convention',
      kind: 'http convention',
      port: '9080 convention',
      probe: '/healthz convention',
    },
  },
  {
    title: 'Go: several programs, the Dockerfile builds one',
    files: {
      'go.mod':
        'module example.com/shop\n\ngo 1.27\n\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.7.0\n\tgolang.org/x/text v0.1.0 // indirect\n)\n',
      'go.sum': 'x\n',
      'cmd/api/main.go': 'package main\n\nfunc main() {}\n',
      'cmd/jobs/main.go': 'package main\n\nfunc main() {}\n',
      Dockerfile:
        'FROM golang:1.27 AS build\nRUN go build -o /app ./cmd/jobs\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
    },
    facts: {
      entry: './cmd/jobs said',
      kind: 'worker guess',
      version: '1.27 said',
      manager: 'modules said',
    },
    needs: ['PostgreSQL'],
  },
  {
    title: 'Go: several programs, one named like the module; gin; cgo',
    files: {
      'go.mod':
        'module example.com/shop/v2\n\ngo 1.26\n\nrequire github.com/gin-gonic/gin v1.10.0\nrequire github.com/mattn/go-sqlite3 v1.14.0\n',
      'go.sum': 'x\n',
      'cmd/shop/main.go': 'package main\n\nfunc main() {\n\tr.Run(":8081")\n}\n',
      'cmd/tool/main.go': 'package main\n\nfunc main() {}\n',
      'tools/gen.go': '//go:build ignore\n\npackage main\n\nfunc main() {}\n',
    },
    facts: {
      entry: './cmd/shop convention',
      kind: 'http convention',
      port: '8081 convention',
      probe: '/ guess',
    },
    native: ['github.com/mattn/go-sqlite3'],
  },
  {
    title: 'Go: several programs, none stands out; vendored',
    files: {
      'go.mod': 'module example.com/shop\n\ngo 1.26\n\nrequire example.com/x v1.0.0\n',
      'vendor/modules.txt': '# example.com/x v1.0.0\n',
      'go.sum': 'x\n',
      'cmd/a/main.go': 'package main\n\nfunc main() {}\n',
      'cmd/b/main.go': 'package main\n\nfunc main() {}\n',
    },
    facts: { entry: './cmd/a guess' },
  },
  {
    title: 'C++: CMake with one program, tests and httplib',
    files: {
      'CMakeLists.txt':
        'project(shop CXX)\nfind_package(PostgreSQL REQUIRED)\nadd_executable(${PROJECT_NAME} src/main.cpp)\nadd_executable(unit_tests t.cpp)\nadd_test(NAME u COMMAND unit_tests)\n',
      'src/main.cpp': '#include <httplib.h>\nint main() { s.listen("0.0.0.0", 8090); }\n',
    },
    facts: {
      language: 'cpp said',
      manager: 'cmake said',
      entry: 'shop convention',
      kind: 'http convention',
      port: '8090 convention',
    },
    needs: ['PostgreSQL'],
  },
  {
    title: 'C++: vcpkg and several programs',
    files: {
      'CMakeLists.txt': 'add_executable(one a.cpp)\nadd_executable(two b.cpp)\n',
      'vcpkg.json': '{}\n',
      'a.cpp': 'int main() {}\n',
    },
    facts: { manager: 'cmake with vcpkg said', entry: 'one guess', kind: 'worker guess' },
  },
];
