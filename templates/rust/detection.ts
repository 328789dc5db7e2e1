import {
  type Detection,
  type Fact,
  type Files,
  fact,
  type Rule,
} from '../../src/languages/detection.ts';
import {
  ifThere,
  inFile,
  listensBy,
  membersOf,
  ofImage,
  oneOfSeveral,
  onlyOne,
  otherwise,
  portInCode,
  readAtRunTime,
  texts,
  withDependency,
} from '../../src/languages/rules.ts';
import { record, valueAt } from '../../src/record.ts';

const manifest = 'Cargo.toml';
const code = /\.rs$/;
const webFrameworks =
  /^(axum|actix-web|rocket|warp|hyper|tonic|poem|salvo|tide|ntex|rouille|tiny_http)$/;

const dependencies = (files: Files) => Object.keys(record(files.data(manifest)?.dependencies));

function packageName(files: Files): string | undefined {
  const name = valueAt(files.data(manifest), 'package', 'name');
  return typeof name === 'string' ? name : undefined;
}

/** Names of the programs: declared ones, src/main.rs, and src/bin. */
function programs(files: Files): readonly string[] {
  const declared = files.data(manifest)?.bin;
  const bins = Array.isArray(declared) ? declared.map((bin) => String(record(bin).name ?? '')) : [];
  const name = packageName(files);
  const declaredPaths = Array.isArray(declared) ? declared.map((bin) => record(bin).path) : [];
  const found = files.paths
    .filter((path) => !declaredPaths.includes(path))
    .flatMap((path) => /^src\/bin\/(\w[\w-]*)(?:\.rs|\/main\.rs)$/.exec(path)?.[1] ?? []);
  const own = files.has('src/main.rs') && name && bins.length === 0 ? [name] : [];
  return [...new Set([...own, ...bins.filter(Boolean), ...found])];
}

const defaultRun: Rule = (files) => {
  const name = valueAt(files.data(manifest), 'package', 'default-run');
  return typeof name === 'string' ? fact(name, `${manifest}: default-run`) : undefined;
};

const onlyProgram: Rule = (files) => onlyOne(programs(files), 'the only program');

const inDockerfile: Rule = (files, { dockerfile }) => {
  const [program = ''] = dockerfile?.command ?? [];
  const name = program.split('/').at(-1) ?? '';
  return programs(files).includes(name) ? fact(name, `${dockerfile?.path}: CMD`) : undefined;
};

const namedLikePackage: Rule = (files) => {
  const name = packageName(files);
  return name && programs(files).includes(name)
    ? fact(name, 'the program that is named like the package', 'convention')
    : undefined;
};

const anyProgram: Rule = (files) => oneOfSeveral(programs(files));

/** Crates that link a library of C or build one. */
function native(files: Files): readonly Fact[] {
  const lock = files.text('Cargo.lock') ?? '';
  const names = [...lock.matchAll(/^name = "([\w-]+-sys)"$/gm)].map(([, name = '']) => name);
  const harmless =
    /^(windows|windows-|core-foundation|security-framework|js|web|linux-raw|android|ndk|winapi|schannel|iana|inotify|fsevent|errno|wasi|redox|io-kit|mach)/;
  return names
    .filter((name) => !harmless.test(name))
    .map((name) => fact(name, 'Cargo.lock', 'guess'));
}

/** How a Rust program is recognised. */
export const rustDetection: Detection = {
  manifests: [manifest],
  images: /^(library\/)?rust\b|cargo-chef/,
  members: (files) => {
    const data = files.data(manifest);
    const globs = texts(valueAt(data, 'workspace', 'members'));
    if (globs.length === 0 || data?.package) return undefined;
    return membersOf(files, globs, 'src/main.rs');
  },
  manager: [ifThere('Cargo.lock', 'cargo')],
  locks: ['Cargo.lock'],
  version: [
    inFile('rust-toolchain.toml', /^channel\s*=\s*"(\d+\.\d+)/m),
    inFile('rust-toolchain', /^(\d+\.\d+)/),
    inFile('.tool-versions', /^rust (\d+\.\d+)/m),
    ofImage(/^(?:library\/)?rust:(\d+\.\d+)/),
    inFile(manifest, /^rust-version\s*=\s*"(\d+\.\d+)/m, 'guess'),
  ],
  entry: [defaultRun, inDockerfile, onlyProgram, namedLikePackage, anyProgram],
  kind: [
    withDependency(webFrameworks, 'http', dependencies, manifest),
    listensBy(code, /\b(TcpListener::bind)\(/, 'guess'),
    otherwise('worker', 'nothing listens'),
  ],
  port: [
    ...portInCode(code, [
      /var\("PORT"\)[\s\S]{0,120}?"?(\d{4,5})"?/,
      /(?:bind|serve|run)\(\s*"[\d.[\]:a-z]*:(\d{2,5})"/,
      /(?:bind|from|run)\(\s*\(?\s*(?:\[[\d, ]+\]|"[\d.]+"),\s*(\d{2,5})/,
      /"(?:0\.0\.0\.0|\[::\]):(\d{2,5})"/,
    ]),
    ...portInCode(
      code,
      [/"127\.0\.0\.1:(\d{2,5})"/, /\bport\s*(?::\s*u16\s*)?=\s*(\d{4,5})/i],
      'guess',
    ),
    (files) =>
      dependencies(files).includes('rocket')
        ? fact(8000, "the framework's default", 'guess')
        : undefined,
  ],
  dependencies,
  drivers: [
    { service: 'PostgreSQL', names: /^(tokio-postgres|postgres|deadpool-postgres)$/ },
    { service: 'MySQL', names: /^(mysql|mysql_async)$/ },
    { service: 'MongoDB', names: /^mongodb$/ },
    { service: 'Redis', names: /^(redis|fred|deadpool-redis)$/ },
    { service: 'Kafka', names: /^(rdkafka|kafka|rskafka)$/ },
    { service: 'RabbitMQ', names: /^lapin$/ },
    { service: 'a database', names: /^(sqlx|diesel|diesel-async|sea-orm)$/ },
  ],
  native,
  assets: readAtRunTime,
};
