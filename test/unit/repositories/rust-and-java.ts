import type { SampleRepository } from './sample.ts';

const pom = (inside: string) => `<project>\n${inside}\n</project>\n`;
const dependency = (artifact: string) =>
  `<dependency><groupId>x</groupId><artifactId>${artifact}</artifactId></dependency>`;

export const rustAndJava: readonly SampleRepository[] = [
  {
    title: 'Rust: axum, one program',
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nrust-version = "1.85"\n\n[dependencies]\naxum = "0.8"\nsqlx = { version = "0.8", features = ["postgres"] }\n',
      'Cargo.lock': '[[package]]\nname = "openssl-sys"\n\n[[package]]\nname = "windows-sys"\n',
      'src/main.rs': 'fn main() { TcpListener::bind("0.0.0.0:3000"); }\n',
    },
    facts: {
      language: 'rust said',
      manager: 'cargo said',
      version: '1.85 guess',
      entry: 'shop convention',
      kind: 'http convention',
      port: '3000 convention',
    },
    needs: ['a database'],
    native: ['openssl-sys'],
  },
  {
    title: 'Rust: a worker with several programs and default-run',
    files: {
      'Cargo.toml':
        '[package]\nname = "jobs"\ndefault-run = "consume"\n\n[[bin]]\nname = "consume"\npath = "src/consume.rs"\n\n[[bin]]\nname = "seed"\npath = "src/seed.rs"\n\n[dependencies]\nlapin = "2"\n',
      'Cargo.lock': '\n',
      'rust-toolchain.toml': '[toolchain]\nchannel = "1.90.0"\n',
      'src/consume.rs': 'fn main() {}\n',
      'src/seed.rs': 'fn main() {}\n',
    },
    facts: { version: '1.90 said', entry: 'consume said', kind: 'worker guess' },
    needs: ['RabbitMQ'],
  },
  {
    title: 'Rust: a workspace with one program',
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
      'Cargo.lock': '\n',
      'crates/core/Cargo.toml': '[package]\nname = "core"\n',
      'crates/core/src/lib.rs': '\n',
      'crates/server/Cargo.toml': '[package]\nname = "server"\n\n[dependencies]\nactix-web = "4"\n',
      'crates/server/src/main.rs': 'fn main() { s.bind(("0.0.0.0", 8088)); }\n',
    },
    facts: {
      folder: 'crates/server convention',
      entry: 'server convention',
      port: '8088 convention',
      manager: 'cargo said',
    },
  },
  {
    title: 'Java: Spring Boot with Maven and the actuator',
    files: {
      'pom.xml': pom(
        `<properties><java.version>21</java.version></properties>${dependency('spring-boot-starter-web')}${dependency('spring-boot-starter-actuator')}${dependency('postgresql')}<plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin>`,
      ),
      'src/main/resources/application.yml':
        'spring:\n  application:\n    name: shop\nserver:\n  port: ${PORT:8085}\n',
      'src/main/java/com/x/Shop.java': 'class Shop { public static void main(String[] a) {} }\n',
    },
    facts: {
      language: 'java said',
      manager: 'maven said',
      version: '21 said',
      entry: 'Spring Boot jar said',
      kind: 'http convention',
      port: '8085 said',
      probe: '/actuator/health convention',
    },
    needs: ['PostgreSQL'],
  },
  {
    title: 'Java: a plain program with Gradle',
    files: {
      'build.gradle.kts':
        'java { toolchain { languageVersion = JavaLanguageVersion.of(25) } }\ndependencies { implementation("org.apache.kafka:kafka-clients:4.0") }\napplication { mainClass = "com.x.Main" }\n',
      'src/main/java/com/x/Main.java': 'class Main { static void main(String[] a) {} }\n',
    },
    facts: {
      manager: 'gradle said',
      version: '25 said',
      entry: 'com.x.Main said',
      kind: 'worker guess',
    },
    needs: ['Kafka'],
  },
  {
    title: 'Java: a class with main, HttpServer, a port in code',
    files: {
      'pom.xml': pom(
        '<properties><maven.compiler.release>17</maven.compiler.release></properties>',
      ),
      'src/main/java/x/App.java':
        'class App { public static void main(String[] a) { HttpServer.create(new InetSocketAddress(7070), 0); } }\n',
    },
    facts: {
      version: '17 said',
      entry: 'x.App convention',
      kind: 'http convention',
      port: '7070 convention',
    },
  },
  {
    title: 'Java: a package below com.example, which holds the program',
    files: {
      'pom.xml': pom(
        '<properties><maven.compiler.release>21</maven.compiler.release></properties>',
      ),
      'src/main/java/com/example/App.java':
        'class App { public static void main(String[] a) { HttpServer.create(new InetSocketAddress(7070), 0); } }\n',
      'examples/src/Client.java': 'class Client { { new ServerSocket(9999); } }\n',
    },
    facts: {
      entry: 'com.example.App convention',
      kind: 'http convention',
      port: '7070 convention',
    },
  },
];
