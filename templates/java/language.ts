import { type Language, loaders } from '../../src/languages/language.ts';
import { javaAdoption } from './adoption.ts';

/** Words that name no package: https://docs.oracle.com/javase/specs/jls/se25/html/jls-3.html#jls-3.9 */
const reserved =
  '_|abstract|assert|boolean|break|byte|case|catch|char|class|const|continue|default|do|double|' +
  'else|enum|extends|false|final|finally|float|for|goto|if|implements|import|instanceof|int|' +
  'interface|long|native|new|null|package|private|protected|public|return|short|static|strictfp|' +
  'super|switch|synchronized|this|throw|throws|transient|true|try|void|volatile|while';
const isReserved = new RegExp(`^(${reserved})$`);

/**
 * A name as a part of a package's name: https://docs.oracle.com/javase/specs/jls/se25/html/jls-6.html#jls-6.1
 */
function identifierFor(name: string): string {
  const identifier = name.replaceAll('-', '_');
  return isReserved.test(identifier) ? `${identifier}_` : identifier;
}

export const java: Language = {
  id: 'java',
  title: 'Java',
  why: 'a runtime with only the modules in use, and one small jar',
  toolchain: 'maven',
  bases: ['scratch', 'distroless', 'debian'],
  partials: {
    runtime: 'java/_runtime.Dockerfile.ejs',
    build: 'java/_build.Dockerfile.ejs',
    test: 'java/_test.Dockerfile.ejs',
    dependencies: 'java/_add-dependency.md.ejs',
  },
  secrets: [
    {
      id: 'maven-settings',
      variable: 'MAVEN_SETTINGS',
      why: 'A settings.xml of Maven, such as one with the password of a private repository.',
    },
  ],
  cLibrary: 'base',
  crossCompiles: false,
  sourceVariables: ['MAVEN_MIRROR_URL'],
  ecosystem: {
    dependabot: 'maven',
    renovate: 'maven',
    byHand:
      'After an update of dependencies `checksums.sha256` no longer fits `pom.xml`, and the build fails.\nThe section "Add a dependency" has the command that rewrites the file.',
  },
  // Maven's own plugins write jars with one time: see pom.xml.
  repeatableFlags: '',
  entrypoint: ['/opt/jre/bin/java', '@/app/libraries.options', '@/app/java.options'],
  executables: ['/opt/jre/bin/java', ...loaders],
  interpreter: '/opt/jre/bin/java',
  environment: [
    {
      why: 'Java writes and reads names of files in UTF-8, whatever the language of the machine.',
      name: 'LANG',
      value: 'C.UTF-8',
    },
  ],
  stopExitCodes: [0],
  // Java finds out by itself what the container may have.
  memory: { limitMiB: 160 },
  sizeBudget: 75_000_000,
  context: [
    '!pom.xml',
    '!checksums.sha256',
    '!maven.sh',
    '!java.options',
    '!modules.txt',
    '!runtime/**',
    '!src/**',
  ],
  gitignore: ['/target/'],
  identifierFor,
  module: {
    pattern: new RegExp(
      `^(?=.{3,200}$)(?!(java|javax|jdk|sun|com\\.sun)\\.)(?!(.*\\.)?(${reserved})(\\.|$))` +
        '[a-z][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)+$',
    ),
    allowed:
      'a package as com.example.orders: parts of small letters, digits and _ with dots between, none of them a word of Java as class, the first none of the JDK as java',
    defaultFor: (name) => `com.example.${identifierFor(name)}`,
  },
  // https://openjdk.org/jeps/491
  factsOf: (version) => ({
    hasUnpinnedThreads: Number(version) >= 24,
    // The formatter's newest version needs Java 21.
    hasNewFormatter: Number(version) >= 21,
    hasZipLevels: Number(version) >= 21,
  }),
  adoption: javaAdoption,
  naive: {
    partial: 'java/_naive.Dockerfile.ejs',
    start: (app) => ['java', '-jar', `${app}/service.jar`],
    small: 'eclipse-temurin',
  },
  files: (kind, module) => {
    const folder = module.replaceAll('.', '/');
    const own = (name: string) => ({
      template: `java/${kind}/${name}.java.ejs`,
      path: `src/${name.endsWith('Test') ? 'test' : 'main'}/java/${folder}/${name}.java`,
    });
    const shared = (name: string) => ({ ...own(name), template: `java/${name}.java.ejs` });
    return [
      { template: 'java/pom.xml.ejs', path: 'pom.xml' },
      { template: 'java/checksums.sha256', path: 'checksums.sha256' },
      { template: 'java/maven.sh', path: 'maven.sh' },
      { template: 'java/hardening/build/failures.txt', path: 'hardening/build/failures.txt' },
      { template: 'java/java.options.ejs', path: 'java.options' },
      { template: 'java/modules.txt', path: 'modules.txt' },
      ...['Modules', 'trust/module-info', 'trust/PemProvider', 'trust/PemKeyStore'].map((name) => ({
        template: `java/runtime/${name}.java`,
        path: `runtime/${name}.java`,
      })),
      { ...own('module-info'), path: 'src/main/java/module-info.java' },
      ...(kind === 'http' ? ['Json', 'Log', 'Service', 'JsonTest', 'ServiceTest'].map(own) : []),
      ...['Main', 'MainTest'].map(own),
      ...['Text', 'User', 'Version', 'TextTest', 'UserTest'].map(shared),
      { template: 'java/version.txt.ejs', path: `src/main/resources/${folder}/version.txt` },
    ];
  },
};
