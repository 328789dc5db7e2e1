import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../command.ts';
import { type Edit, replacing } from '../mutants/mutant.ts';
import {
  assertAllHold,
  makeProject,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  verify,
} from '../project.ts';
import { evolve, lettingIn, runningWith } from './evolve.ts';
import { hostFlag } from './host.ts';
import { type Database, startPostgres } from './postgres.ts';
import { describeEvolved, type RunningService, runOnce, startService } from './service.ts';
import { startTlsServer, type TlsServer } from './tls-server.ts';

/** The line of CMakeLists.txt that `Add a dependency` names, and the libraries. */
const linking: readonly Edit[] = [
  replacing(
    'CMakeLists.txt',
    'option(APP_STATIC "Link every library into the program" ON)',
    'option(APP_STATIC "Link every library into the program" OFF)',
  ),
  replacing(
    'CMakeLists.txt',
    'target_link_libraries(service PUBLIC flags)\n',
    [
      'target_link_libraries(service PUBLIC flags)',
      'find_package(PkgConfig REQUIRED)',
      'pkg_check_modules(LIBRARIES REQUIRED IMPORTED_TARGET openssl libpq)',
      'target_link_libraries(service PUBLIC PkgConfig::LIBRARIES)\n',
    ].join('\n'),
  ),
  replacing('CMakeLists.txt', '  src/exchange.cpp\n', '  src/database.cpp\n  src/exchange.cpp\n'),
  replacing('CMakeLists.txt', '  src/probe.cpp\n', '  src/outbound.cpp\n  src/probe.cpp\n'),
];

/** A second command, and the files that the service hands out. */
const additions: readonly Edit[] = [
  replacing('src/commands.cpp', '#include "identity.hpp"\n', '#include "database.hpp"\n#include "identity.hpp"\n'),
  replacing(
    'src/commands.cpp',
    '  err << "unknown arguments";\n',
    [
      '  if (arguments.size() == 1 && arguments[0] == "migrate") {',
      '    migrate();',
      '    return 0;',
      '  }',
      '  err << "unknown arguments";\n',
    ].join('\n'),
  ),
  replacing('Dockerfile', /^WORKDIR \/src$/m, 'COPY static/ /service/srv/static/\n\nWORKDIR /src'),
  replacing('packages.txt', /$/, '\nbuild libssl-dev\nbuild libpq-dev\nimage tzdata\n'),
  replacing(
    'hardening/settings.sh',
    /^EXECUTABLES=.*$/m,
    "EXECUTABLES='/app /usr/lib64/ld-linux-x86-64.so.2 /usr/lib/ld-linux-aarch64.so.1'",
  ),
  replacing('hardening/settings.sh', /^SIZE_BUDGET=.*$/m, "SIZE_BUDGET='30000000'"),
];

// Compiling Boost, libpq and the linter takes ten minutes: EVOLVED=cpp runs it.
const describeCpp = process.env.EVOLVED === 'cpp' ? describeEvolved : () => {};

describeCpp('a service in C++ with OpenSSL and libpq', () => {
  let project: Project;
  let database: Database;
  let outside: TlsServer;
  let service: RunningService;
  const answer = async (path: string) => (await service.get(path)).text();

  before(async () => {
    database = await startPostgres();
    outside = await startTlsServer({ rate: 42 });
    const { port } = new URL(outside.url);
    project = makeProject('cpp-evolved', { language: 'cpp', kind: 'http', base: 'scratch' });
    const running = runningWith(
      hostFlag,
      `--env=DATABASE_URL=${database.url}`,
      '--env=OUTBOUND_HOST=host.docker.internal',
      `--env=OUTBOUND_PORT=${port}`,
      `--volume=${outside.bundleFile}:/etc/ssl/certs/ca-certificates.crt:ro`,
    );
    evolve(project, 'cpp', [...linking, ...additions, lettingIn('static/**'), running]);
  });
  after(async () => {
    await service?.remove();
    await Promise.all([database.remove(), outside.remove(), removeProject(project)]);
  });

  it('passes its tests and its linters', () => makeSurely(project, 'test'));

  it('is built, with records of the libraries', async () => {
    await makeSurely(project, 'build');
    const container = (await outputOf('docker', ['create', `${project.image}:dev`])).trim();
    const records = join(project.folder, 'records');
    await outputOf('docker', ['cp', `${container}:/var/lib/dpkg/status.d`, records]);
    await outputOf('docker', ['rm', container]);
    for (const name of ['libc6', 'libpq5', 'libssl3t64', 'libstdc++6', 'tzdata'])
      assert.match(readFileSync(join(records, name), 'utf8'), /^Version: /m);
  });

  it('migrates and reads a database', async () => {
    const migrated = await runOnce(project, 'migrate');
    assert.equal(migrated.code, 0, migrated.stderr);
    service = await startService(project);
    assert.equal(await answer('/orders'), '1\n');
  });

  it("trusts the company's CA at run time, and knows the time in Berlin", async () => {
    assert.equal(await answer('/outbound'), '{"rate":42}\n');
    assert.equal(await answer('/time'), '14:00 CEST\n');
  });

  it('hands out files, also from a hidden folder', async () => {
    assert.match(await answer('/static/index.html'), /Shop/);
    assert.match(await answer('/static/.well-known/security.txt'), /security@example/);
  });

  it('outlives a handler that throws', async () => {
    await database.stop();
    assert.equal((await service.get('/orders')).status, 500);
    assert.equal((await service.get('/healthz')).status, 200);
    await database.start();
    assert.equal(await answer('/orders'), '1\n');
  });

  it('holds every check', async () => {
    await service.remove();
    const ids = quickChecks(project);
    assertAllHold(await verify(project, ids), ids);
  });
});
