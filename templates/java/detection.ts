import {
  type Detection,
  type Fact,
  type Files,
  fact,
  type Rule,
} from '../../src/languages/detection.ts';
import {
  asPort,
  ifThere,
  inFile,
  listensBy,
  matchAmong,
  ofImage,
  otherwise,
  readAtRunTime,
  withDependency,
} from '../../src/languages/rules.ts';

const webFrameworks =
  /(spring-boot-starter-(web|webmvc|webflux|jetty|undertow)|quarkus-(rest|resteasy\S*|vertx-http)|micronaut-http-server\S*|helidon-webserver|javalin|vertx-web|spark-core|jetty-server|undertow-core|tomcat-embed-core|grpc-netty\S*|dropwizard-core|ktor-server\S*)$/;

const buildFiles = ['pom.xml', 'build.gradle', 'build.gradle.kts'];

const isBoot = (files: Files) =>
  buildFiles.some((path) =>
    /spring-boot-maven-plugin|org\.springframework\.boot/.test(files.text(path) ?? ''),
  );

/** Names of dependencies: the artifact, by Maven or by Gradle. */
function dependencies(files: Files): readonly string[] {
  const pom = (files.text('pom.xml') ?? '').replaceAll(/<!--[\s\S]*?-->/g, '');
  const gradle = buildFiles
    .slice(1)
    .map((path) => files.text(path) ?? '')
    .join('\n');
  return [
    ...[...pom.matchAll(/<dependency>[\s\S]*?<artifactId>\s*([\w.-]+)\s*<\/artifactId>/g)],
    ...gradle.matchAll(
      /\b(?:implementation|api|runtimeOnly|compileOnly)\s*\(?\s*["'][\w.-]+:([\w.-]+)/g,
    ),
  ].map(([, name = '']) => name);
}

const bootJar: Rule = (files) => {
  const from = buildFiles.find((path) =>
    /spring-boot-maven-plugin|org\.springframework\.boot["')]/.test(files.text(path) ?? ''),
  );
  return from ? fact('Spring Boot jar', from) : undefined;
};

const quarkus: Rule = (files) => {
  const from = buildFiles.find((path) =>
    /quarkus-maven-plugin|io\.quarkus["')]/.test(files.text(path) ?? ''),
  );
  return from ? fact('Quarkus runner', from) : undefined;
};

const mainClass: Rule = (files) => {
  for (const [path, pattern] of [
    ['pom.xml', /<mainClass>\s*([\w.$]+)\s*<\/mainClass>/],
    ['build.gradle', /mainClass(?:Name)?\s*(?:\.set\()?\s*=?\s*["']([\w.$]+)["']/],
    ['build.gradle.kts', /mainClass\s*(?:\.set\(|=)\s*"([\w.$]+)"/],
  ] as const) {
    const text = files.text(path);
    const found = text && pattern.exec(text)?.[1];
    if (found) return fact(found, `${path}: main class`);
  }
  return undefined;
};

const classWithMain: Rule = (files) => {
  const found = files.paths.filter(
    (path) =>
      /^src\/main\/java\/.*\.java$/.test(path) &&
      /\bstatic\s+(?:final\s+)?void\s+main\s*\(/.test(files.text(path) ?? ''),
  );
  const [one] = found;
  const name = one
    ?.replace(/^src\/main\/java\//, '')
    .replace(/\.java$/, '')
    .replaceAll('/', '.');
  return name ? fact(name, one ?? '', found.length > 1 ? 'guess' : 'convention') : undefined;
};

/** The port in the application's own settings. */
const settings: readonly Rule<number>[] = [
  asPort((files) =>
    matchAmong(
      files,
      /^src\/main\/resources\/application\.properties$/,
      /^(?:server|quarkus\.http)\.port\s*=\s*(?:\$\{\w+:)?(\d+)/m,
      'said',
    ),
  ),
  asPort((files) => {
    const path = ['yml', 'yaml']
      .map((ending) => `src/main/resources/application.${ending}`)
      .find(files.has);
    if (!path) return undefined;
    // Several documents, one for each profile: the first is for all.
    const match = /^server:\s*\n(?:[ \t]+.*\n|\s*\n)*?[ \t]+port:\s*(?:\$\{\w+:)?(\d+)/m.exec(
      `${files.text(path)}\n`,
    );
    return match?.[1] ? fact(match[1], `${path}: server.port`) : undefined;
  }),
];

const defaultPort: Rule<number> = (files) => {
  const listens = dependencies(files).some((name) => webFrameworks.test(name));
  return listens
    ? fact(8080, "the framework's default", isBoot(files) ? 'convention' : 'guess')
    : undefined;
};

/** Whether settings move the actuator to another port or path. */
const isElsewhere = (files: Files) =>
  files.paths.some(
    (path) =>
      /^src\/main\/resources\/application[\w-]*\.(properties|ya?ml)$/.test(path) &&
      /^management[.:]|base-path|context-path/m.test(files.text(path) ?? ''),
  );

/** Libraries that unpack native code while they run. */
function native(files: Files): readonly Fact[] {
  const known =
    /^(netty-tcnative\S*|snappy-java|lz4-java|zstd-jni|rocksdbjni|sqlite-jdbc|jna|leveldbjni-all|onnxruntime)$/;
  return dependencies(files)
    .filter((name) => known.test(name))
    .map((name) => fact(name, 'a library that unpacks native code while it runs', 'guess'));
}

/** How a Java program is recognised. */
export const javaDetection: Detection = {
  manifests: buildFiles,
  images: /^(library\/)?(eclipse-temurin|openjdk|amazoncorretto|maven|gradle|azul)\b/,
  fault: (files) =>
    files.has('pom.xml') && !/<\/project>\s*$/.test(files.text('pom.xml') ?? '')
      ? 'pom.xml has no end tag </project>. Fix it.'
      : undefined,
  members: (files) => {
    const text = files.text('pom.xml') ?? '';
    const modules = [...text.matchAll(/<module>\s*([\w./-]+)\s*<\/module>/g)].map(
      ([, name = '']) => name,
    );
    if (modules.length === 0 || files.paths.some((path) => path.startsWith('src/main/')))
      return undefined;
    const isProgram = (folder: string) =>
      files.paths.some(
        (path) =>
          path.startsWith(`${folder}/src/main/java/`) &&
          /\bvoid\s+main\s*\(/.test(files.text(path) ?? ''),
      );
    return modules.filter(isProgram);
  },
  manager: [
    ifThere('pom.xml', 'maven'),
    ifThere('build.gradle', 'gradle'),
    ifThere('build.gradle.kts', 'gradle'),
  ],
  locks: ['pom.xml'],
  version: [
    inFile('.java-version', /^(?:[a-z]+-)?(?:1\.)?(\d+)/),
    inFile('.sdkmanrc', /^java=(\d+)/m),
    inFile('system.properties', /^java\.runtime\.version=(?:1\.)?(\d+)/m),
    inFile('.tool-versions', /^java [a-z-]*(\d+)/m),
    inFile(
      'pom.xml',
      /<(?:maven\.compiler\.release|java\.version|maven\.compiler\.source|maven\.compiler\.target|release)>\s*(?:1\.)?(\d+)/,
    ),
    ...['build.gradle', 'build.gradle.kts'].flatMap((path) => [
      inFile(path, /JavaLanguageVersion\.of\(\s*(\d+)/),
      inFile(path, /jvmToolchain\(\s*(\d+)/),
      inFile(
        path,
        /(?:source|target)Compatibility\s*=\s*["']?(?:JavaVersion\.VERSION_)?(?:1\.)?(\d+)/,
      ),
    ]),
    ofImage(
      /^(?:library\/)?(?:eclipse-temurin|openjdk|amazoncorretto|maven:[\w.]+-eclipse-temurin|gradle:[\w.]+-jdk)[:-](\d+)/,
    ),
  ],
  entry: [bootJar, quarkus, mainClass, classWithMain],
  kind: [
    withDependency(webFrameworks, 'http', dependencies, 'dependencies'),
    listensBy(/^src\/main\/java\/.*\.java$/, /\b(HttpServer\.create|new ServerSocket)\(/),
    otherwise('worker', 'no web framework'),
  ],
  port: [
    ...settings,
    asPort((files) =>
      matchAmong(
        files,
        /^src\/main\/java\/.*\.java$/,
        /(?:getOrDefault\(\s*"PORT",\s*"|InetSocketAddress\(\s*|ServerSocket\(\s*|\.start\(\s*)(\d{2,5})/,
        'convention',
      ),
    ),
    defaultPort,
  ],
  probe: [
    (files) =>
      dependencies(files).includes('spring-boot-starter-actuator') && !isElsewhere(files)
        ? fact('/actuator/health', 'spring-boot-starter-actuator', 'convention')
        : undefined,
  ],
  dependencies,
  drivers: [
    { service: 'PostgreSQL', names: /^(postgresql|r2dbc-postgresql|quarkus-jdbc-postgresql)$/ },
    {
      service: 'MySQL',
      names: /^(mysql-connector-j(ava)?|mariadb-java-client|quarkus-jdbc-mysql)$/,
    },
    { service: 'MongoDB', names: /mongodb/ },
    { service: 'Redis', names: /^(jedis|lettuce-core|spring-boot-starter-data-redis)$/ },
    { service: 'Kafka', names: /^(kafka-clients|spring-kafka)$/ },
    { service: 'RabbitMQ', names: /^(amqp-client|spring-boot-starter-amqp)$/ },
    { service: 'Oracle', names: /^ojdbc/ },
  ],
  native,
  assets: readAtRunTime,
};
