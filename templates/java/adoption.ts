import { probeAddress, programFolder } from '../../src/languages/adoption.ts';
import { type Adoption, loaders, type Program } from '../../src/languages/language.ts';

const interpreter = '/opt/jre/bin/java';

/** Variables by which frameworks are told their port, by the entry that shows the framework. */
function portOf({ entry, kind, port }: Program) {
  const name = { 'Spring Boot jar': 'SERVER_PORT', 'Quarkus runner': 'QUARKUS_HTTP_PORT' }[entry];
  const why = 'The port, in the word of the framework.';
  return name !== undefined && kind === 'http' ? [{ why, name, value: String(port) }] : [];
}

export const javaAdoption: Adoption = {
  managers: [{ id: 'maven', title: 'Maven', why: 'pom.xml' }],
  manifests: /^pom\.xml$/,
  entry: {
    pattern: /^(Spring Boot jar|Quarkus runner|[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*)*)$/,
    allowed: '"Spring Boot jar", "Quarkus runner" or a main class such as com.example.Main',
    default: 'Spring Boot jar',
  },
  memoryMiB: 512,
  startSeconds: 120,
  // Only fonts need it, and most services draw no text.
  packages: ['without libatomic.so.1'],
  fit: (program) => ({
    partials: {
      runtime: 'java/adopted/_runtime.Dockerfile.ejs',
      build: 'java/adopted/_build.Dockerfile.ejs',
    },
    entrypoint: [interpreter, `@${programFolder}/java.options`],
    executables: [interpreter, ...loaders],
    probe: [
      ...[interpreter, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx16m'],
      ...['-cp', '/probe', 'Probe', probeAddress(program)],
    ],
    environment: [
      {
        why: 'Java writes and reads names of files in UTF-8, whatever the language of the machine.',
        name: 'LANG',
        value: 'C.UTF-8',
      },
      ...portOf(program),
    ],
    sizeBudget: 400_000_000,
    files: [
      { template: 'java/jvm.options', path: 'hardening/build/jvm.options' },
      { template: 'java/maven.sh', path: 'hardening/build/maven.sh' },
      { template: 'java/hardening/build/failures.txt', path: 'hardening/build/failures.txt' },
      ...['module-info', 'PemProvider', 'PemKeyStore'].map((name) => ({
        template: `java/runtime/trust/${name}.java`,
        path: `hardening/build/trust/${name}.java`,
      })),
      ...['Probe.java', 'modules.sh', 'unpack.sh'].map((name) => ({
        template: `java/adopted/${name}`,
        path: `hardening/build/${name}`,
      })),
    ],
  }),
};
