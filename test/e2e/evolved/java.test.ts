import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineSettings } from '../machine.ts';
import { replacing } from '../mutants/mutant.ts';
import { budgeting, copying, lettingIn } from './evolve.ts';
import { describeEvolved } from './evolved.ts';

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
const migrate =
  '    if (args.length == 1 && args[0].equals("migrate")) {\n      return Shop.migrate();\n    }\n';

const { CA } = machineSettings();
const trusted = CA ? `--volume '${CA}:/etc/ssl/certs/company-ca.pem:ro' ` : '';
const mirror = process.env.MAVEN_MIRROR_URL ? '--env MAVEN_MIRROR_URL ' : '';

/** Versions of what the image has; syft reads them from the jars. */
function locked(folder: string): string[] {
  const own = libraries.map(([, artifact, version]) => `${artifact} ${version}`);
  // What Jackson and Logback bring: files that the list of checksums names.
  const files = readFileSync(join(folder, 'checksums.sha256'), 'utf8');
  const brought = /(?:^|\/)((?:jackson|logback)-(?:core|annotations))-(\d[\d.]*)\.jar$/gm;
  const others = [...files.matchAll(brought)].map(([, name, version]) => `${name} ${version}`);
  return [...own, ...others];
}

describeEvolved({
  language: 'java',
  title: 'Jackson, Logback and the PostgreSQL driver',
  answers: { module: 'com.example.shop' },
  edits: [
    replacing('pom.xml', '  <dependencies>\n', `  <dependencies>\n${dependencies.join('')}`),
    replacing(
      `${code}/Service.java`,
      'default -> Answer.text(404, "not found\\n");',
      'default -> Shop.answer(path);',
    ),
    replacing(`${code}/Main.java`, /(?=^ {4}if \(args\.length > 0\) \{)/m, migrate),
    lettingIn('static/**'),
    copying('static/', '/service/static/'),
    budgeting(100_000_000),
  ],
  commands: [
    {
      documented: 'sh maven.sh lock',
      run: `
        image=$(sed -n 's/^FROM.* \\(\\S*\\) AS toolchain$/\\1/p' Dockerfile)
        docker run --rm ${trusted}${mirror}--volume "$PWD:/src" --workdir /src "$image" sh maven.sh lock`,
    },
  ],
  says: {
    time: '"Mittwoch 14:00"',
    native: '["1.234.567,89","/tmp/Müller.txtok","windows-1252","javax.sql.DataSource"]',
  },
  locked,
});
