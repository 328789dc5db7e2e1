import { type Detection, type Files, fact, type Rule } from '../../src/languages/detection.ts';
import {
  ifThere,
  listensBy,
  ofImage,
  oneOfSeveral,
  onlyOne,
  otherwise,
  portInCode,
  readAtRunTime,
} from '../../src/languages/rules.ts';

const manifest = 'CMakeLists.txt';
const code = /\.(cc|cpp|cxx|hpp|h)$/;

/** Texts of all CMakeLists.txt, without comments. */
function lists(files: Files): string {
  return files.paths
    .filter(
      (path) =>
        (path === manifest || path.endsWith(`/${manifest}`)) &&
        !/(^|\/)(tests?|examples?|bench\w*|external|deps)\//.test(path),
    )
    .map((path) => (files.text(path) ?? '').replaceAll(/#.*/g, ''))
    .join('\n');
}

/** Names of the programs, except tests. */
function programs(files: Files): readonly string[] {
  const text = lists(files);
  const project = /\bproject\s*\(\s*([\w.-]+)/i.exec(text)?.[1] ?? '';
  const names = [...text.matchAll(/\badd_executable\s*\(\s*([\w.${}-]+)/gi)].map(([, name = '']) =>
    name.replace(/\$\{(PROJECT_NAME|CMAKE_PROJECT_NAME)\}/, project),
  );
  const tested = new Set(
    [...text.matchAll(/\badd_test\s*\([^)]*\bCOMMAND\s+([\w.-]+)/gi)].map(([, name]) => name),
  );
  return [...new Set(names)].filter(
    (name) => !tested.has(name) && !/test|bench|example/i.test(name),
  );
}

/** Packages that CMake looks for. */
const dependencies = (files: Files) => [
  ...new Set(
    [...lists(files).matchAll(/\bfind_package\s*\(\s*(\w+)/gi)].map(([, name = '']) => name),
  ),
];

const inDockerfile: Rule = (files, { dockerfile }) => {
  const name = dockerfile?.command[0]?.split('/').at(-1) ?? '';
  return programs(files).includes(name) ? fact(name, `${dockerfile?.path}: CMD`) : undefined;
};

const onlyProgram: Rule = (files) => onlyOne(programs(files), 'the only executable target');

const anyProgram: Rule = (files) => oneOfSeveral(programs(files));

/** How a C++ program is recognised. */
export const cppDetection: Detection = {
  manifests: [manifest],
  images: /^(library\/)?gcc\b/,
  fault: (files) => {
    const text = lists(files);
    const count = (sign: string) => text.split(sign).length;
    return count('(') === count(')')
      ? undefined
      : 'CMakeLists.txt has a command without an end. Close its parenthesis.';
  },
  manager: [
    ifThere('vcpkg.json', 'cmake with vcpkg'),
    ifThere('conanfile.txt', 'cmake with conan'),
    ifThere('conanfile.py', 'cmake with conan'),
    ifThere(manifest, 'cmake'),
  ],
  locks: [manifest],
  version: [ofImage(/^(?:library\/)?gcc:(\d+)/)],
  entry: [inDockerfile, onlyProgram, anyProgram],
  kind: [
    listensBy(
      code,
      /#include\s*[<"](httplib\.h|crow\.h|crow\/\S+|pistache\/\S+|boost\/beast\S*|drogon\/\S+|oatpp\/\S+|grpcpp\/\S+|restbed|cpprest\/http_listener\.h)[>"]/,
    ),
    listensBy(code, /\b(listen)\s*\(\s*\w+\s*,/, 'guess'),
    otherwise('worker', 'nothing listens'),
  ],
  port: [
    ...portInCode(code, [
      /getenv\("PORT"\)[\s\S]{0,120}?(\d{4,5})/,
      /(?:listen|addListener|bind)\(\s*(?:"[^"]*"\s*,\s*)?(\d{4,5})/,
    ]),
    ...portInCode(code, [/\b(?:port|kPort|PORT)\b\s*(?:=|\{|\()?\s*(\d{4,5})/i], 'guess'),
  ],
  dependencies,
  drivers: [
    { service: 'PostgreSQL', names: /^(PostgreSQL|libpqxx|PQXX)$/i },
    { service: 'MySQL', names: /^(MySQL|MariaDB|mysqlclient|unofficial-mysql-connector-cpp)$/i },
    { service: 'MongoDB', names: /mongocxx/i },
    { service: 'Redis', names: /hiredis|redis\+\+/i },
    { service: 'Kafka', names: /rdkafka/i },
  ],
  native: () => [],
  assets: readAtRunTime,
};
