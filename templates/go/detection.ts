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
  matchAmong,
  ofImage,
  oneOfSeveral,
  otherwise,
  portInCode,
  readAtRunTime,
  withDependency,
} from '../../src/languages/rules.ts';

const code = /\.go$/;
const webFrameworks =
  /^(github\.com\/(gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/mux|julienschmidt\/httprouter|valyala\/fasthttp)|google\.golang\.org\/grpc|connectrpc\.com\/connect)(\/v\d+)?$/;

/** The modules that go.mod requires directly. */
function dependencies(files: Files): readonly string[] {
  const text = files.text('go.mod') ?? '';
  return [
    ...text.matchAll(/^(?:require )?\s*([\w.~-]+\.[\w.~/-]+) v\S+(?!.*\/\/ indirect)$/gm),
  ].map(([, name = '']) => name);
}

/** Folders with a program: `package main` with a function main, which isn't excluded from the build. */
function programs(files: Files): readonly string[] {
  const isProgram = (path: string) => {
    const text = files.text(path) ?? '';
    return (
      /^package main\b/m.test(text) &&
      /^func main\(\)/m.test(text) &&
      !/^\/\/go:build .*\b(ignore|generate|tools?)\b/m.test(text)
    );
  };
  const sources = files.paths.filter(
    (path) => code.test(path) && !/_test\.go$|(^|\/)(_|examples?\/|testdata\/)/.test(path),
  );
  const folders = sources.filter(isProgram).map((path) => path.split('/').slice(0, -1).join('/'));
  return [...new Set(folders)].map((folder) => (folder === '' ? '.' : `./${folder}`));
}

const builtByDockerfile: Rule = (files, { dockerfile }) => {
  const known = programs(files);
  for (const run of dockerfile?.runs ?? [])
    for (const [, words = ''] of run.matchAll(/\bgo (?:build|install)\b([^&|;]*)/g)) {
      const named = words
        .trim()
        .split(/\s+/)
        .map((word) => word.replace(/\/(main\.go)?$/, '').replace(/^main\.go$/, '.'))
        .find((word) => known.includes(word));
      if (named) return fact(named, `${dockerfile?.path}: go build`);
    }
  return undefined;
};

const onlyProgram: Rule = (files) => {
  const [one, ...others] = programs(files);
  if (!one || others.length > 0) return undefined;
  const isTool = /(migrat\w*|seed|tools?|gen\w*|ctl|cli)$/.test(one);
  return fact(one, 'the only package main', isTool ? 'guess' : 'convention');
};

/** The module's name is also the name of a command-line tool, if a server stands next to it. */
const namedLikeModule: Rule = (files, { name }) => {
  const module = /^module\s+(\S+)/m.exec(files.text('go.mod') ?? '')?.[1]?.replace(/\/v\d+$/, '');
  const names = [module?.split('/').at(-1), name];
  const known = programs(files).map((folder) => ({ folder, last: folder.split('/').at(-1) ?? '' }));
  const found = known.find(({ last }) => names.includes(last));
  if (!found) return undefined;
  const isServer = ({ last }: { readonly last: string }) =>
    last !== found.last &&
    (last.startsWith(found.last) || /^(server|api|web|app|daemon)/.test(last));
  const sure = known.some(isServer) ? 'guess' : 'convention';
  return fact(found.folder, 'the package main that is named like the module', sure);
};

const anyProgram: Rule = (files) => oneOfSeveral(programs(files));

/** Packages that need a C compiler. */
function native(files: Files): readonly Fact[] {
  const known = /^github\.com\/(mattn\/go-sqlite3|confluentinc\/confluent-kafka-go|h2non\/bimg)/;
  const found = dependencies(files).filter((name) => known.test(name));
  const own = matchAmong(files, code, /^import ("C")$/m, 'said');
  return [...found.map((name) => fact(name, 'go.mod')), ...(own ? [fact('cgo', own.from)] : [])];
}

/** How a Go program is recognised. */
export const goDetection: Detection = {
  manifests: ['go.mod'],
  images: /^(library\/)?golang\b/,
  fault: (files) => {
    if (!/^module\s+\S/m.test(files.text('go.mod') ?? ''))
      return 'go.mod has no line module. Restore it from version control.';
    return programs(files).length === 0
      ? 'There is no package main with a function main here, so this is a library. Name the folder of a program.'
      : undefined;
  },
  members: (files) => {
    if (files.has('go.mod') || !files.has('go.work')) return undefined;
    const text = files.text('go.work') ?? '';
    return [...text.matchAll(/^\s*(?:use\s+)?(\.\/\S+)$/gm)].map(([, path = '']) => path.slice(2));
  },
  manager: [
    ifThere('vendor/modules.txt', 'vendored'),
    ifThere('go.sum', 'modules'),
    (files) =>
      dependencies(files).length === 0 ? fact('modules', 'go.mod has no requirement') : undefined,
  ],
  locks: ['go.sum'],
  version: [
    inFile('go.mod', /^toolchain go(\d+\.\d+)/m),
    inFile('go.mod', /^go (\d+\.\d+)/m),
    inFile('.go-version', /^(\d+\.\d+)/),
    inFile('.tool-versions', /^golang (\d+\.\d+)/m),
    ofImage(/^(?:library\/)?golang:(\d+\.\d+)/),
  ],
  entry: [builtByDockerfile, onlyProgram, namedLikeModule, anyProgram],
  kind: [
    withDependency(webFrameworks, 'http', dependencies, 'go.mod'),
    listensBy(code, /\b(ListenAndServe(?:TLS)?|http\.Serve)\(/),
    otherwise('worker', 'nothing listens'),
  ],
  port: [
    ...portInCode(code, [
      /ListenAndServe(?:TLS)?\(\s*"[^":]*:(\d+)"/,
      /http\.Server\{[^}]*?Addr:\s*"[^":]*:(\d+)"/,
      /\.(?:Run|Start|Listen)\(\s*"[^":]*:(\d+)"/,
      /net\.Listen\(\s*"tcp\d?",\s*"[^":]*:(\d+)"/,
      /\.(?:Int|Uint)\w*\((?:&\w+,\s*)?"port",\s*(\d{2,5})/,
      /["(](?:HTTP_)?PORT",\s*"?:?(\d{2,5})"?\)/,
    ]),
    ...portInCode(
      code,
      [
        /"[\w.-]*(?:addr|address|listen)[\w.-]*",\s*"[^":]*:(\d+)"/,
        /\bport\s*:?=\s*"?:?(\d{4,5})"?/i,
      ],
      'guess',
    ),
  ],
  dependencies,
  drivers: [
    { service: 'PostgreSQL', names: /\/(lib\/pq|jackc\/pgx|go-pg\/pg)|gorm\.io\/driver\/postgres/ },
    { service: 'MySQL', names: /\/go-sql-driver\/mysql|gorm\.io\/driver\/mysql/ },
    { service: 'MongoDB', names: /mongo-driver/ },
    {
      service: 'Redis',
      names: /\/(redis\/go-redis|go-redis\/redis|gomodule\/redigo|redis\/rueidis)/,
    },
    { service: 'Kafka', names: /kafka-go|sarama|confluent-kafka/ },
    { service: 'RabbitMQ', names: /amqp091|streadway\/amqp/ },
    { service: 'NATS', names: /nats-io\/nats\.go/ },
  ],
  native,
  assets: readAtRunTime,
  module: (files) => /^module\s+(\S+)/m.exec(files.text('go.mod') ?? '')?.[1],
};
