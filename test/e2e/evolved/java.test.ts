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

const libraries = [
  ['com.fasterxml.jackson.core', 'jackson-databind', '2.23.0', 'compile'],
  ['org.slf4j', 'slf4j-api', '2.0.20', 'compile'],
  ['ch.qos.logback', 'logback-classic', '1.6.6', 'runtime'],
  ['org.postgresql', 'postgresql', '42.7.14', 'runtime'],
] as const;

const dependencies = libraries.map(([group, artifact, version, scope]) =>
  [
    '    <dependency>',
    `      <groupId>${group}</groupId>`,
    `      <artifactId>${artifact}</artifactId>`,
    `      <version>${version}</version>`,
    `      <scope>${scope}</scope>`,
    '    </dependency>\n',
  ].join('\n'),
);

const code = 'src/main/java/com/example/shop';
const migrate = 'if (args.length == 1 && args[0].equals("migrate")) {\n      return Shop.migrate();';

const additions: readonly Edit[] = [
  replacing('pom.xml', '  <dependencies>\n', `  <dependencies>\n${dependencies.join('')}`),
  replacing(
    `${code}/Service.java`,
    'default -> Answer.text(404, "not found\\n");',
    'default -> Shop.answer(path);',
  ),
  replacing(
    `${code}/Main.java`,
    '    if (args.length > 0) {',
    `    ${migrate}\n    }\n    if (args.length > 0) {`,
  ),
  replacing(
    'Dockerfile',
    '    && install -m 644 java.options /service/app/',
    '    && install -m 644 java.options /service/app/ && cp -R static /service/app/',
  ),
  replacing('hardening/settings.sh', /^SIZE_BUDGET=.*$/m, "SIZE_BUDGET='100000000'"),
];

/** Runs the first command of "Add a dependency", with what this machine trusts. */
async function lock({ folder }: Project): Promise<void> {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const [, command = ''] = /^(docker run .*\n.* maven\.sh lock)$/m.exec(readme) ?? [];
  const trusted = process.env.SSL_CERT_FILE ?? '/etc/ssl/certs/ca-certificates.crt';
  const volume = `--volume '${trusted}:/etc/ssl/certs/company-ca.pem:ro' --volume `;
  await outputOf('sh', ['-c', command.replace('--volume ', volume)], { cwd: folder });
}

// It downloads and compiles for minutes: EVOLVED=java runs it.
const describeJava = process.env.EVOLVED === 'java' ? describeEvolved : () => {};

describeJava('a service in Java with Jackson, Logback and PostgreSQL', () => {
  let project: Project;
  let database: Database;
  let outside: TlsServer;
  let service: RunningService;
  const answer = async (path: string) => (await service.get(path)).json();

  before(async () => {
    database = await startPostgres();
    outside = await startTlsServer({ rate: 42 });
    const given = { language: 'java', kind: 'http', base: 'scratch', module: 'com.example.shop' };
    project = makeProject('java-evolved', given);
    const { host, port, name, user, password } = database;
    const url = `jdbc:postgresql://${host}:${port}/${name}?user=${user}&password=${password}`;
    const running = runningWith(
      hostFlag,
      `--env=DATABASE_URL=${url}`,
      `--env=RATE_URL=${outside.url}/`,
      `--volume=${outside.bundleFile}:/etc/ssl/certs/ca-certificates.crt:ro`,
    );
    const files = lettingIn('static/**', 'static/.well-known/**');
    evolve(project, 'java', [...additions, files, running]);
    await lock(project);
  });
  after(async () => {
    await service?.remove();
    await Promise.all([database.remove(), outside.remove(), removeProject(project)]);
  });

  it('passes its tests and is built', async () => {
    await makeSurely(project, 'test');
    await makeSurely(project, 'build');
  });

  it('migrates and reads a database', async () => {
    const migrated = await runOnce(project, 'migrate');
    assert.equal(migrated.code, 0, migrated.stderr);
    service = await startService(project);
    assert.deepEqual(await answer('/orders'), [
      { id: 1, item: 'Apfel' },
      { id: 2, item: 'Birne' },
    ]);
  });

  it("trusts the company's CA at run time", async () => {
    assert.deepEqual(await answer('/rate'), { rate: 42 });
  });

  it('has locales, encodings, time zones and names of files with ü', async () => {
    assert.deepEqual(await answer('/text'), {
      amount: '1.234.567,89',
      day: 'Mittwoch 14:00',
      file: '/tmp/Müller.txtok',
      charset: 'windows-1252',
      pool: 'javax.sql.DataSource',
    });
  });

  it('hands out a file of a hidden folder', async () => {
    const file = await service.get('/.well-known/security.txt');
    assert.match(await file.text(), /security@example/);
  });

  it('holds every check', async () => {
    await service.remove();
    const ids = quickChecks(project);
    assertAllHold(await verify(project, ids), ids);
  });
});
