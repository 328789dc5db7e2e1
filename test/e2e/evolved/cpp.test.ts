import { type Edit, replacing } from '../mutants/mutant.ts';
import { budgeting, copying, lettingIn, needing } from './evolve.ts';
import { describeEvolved } from './evolved.ts';

/** The lines of CMakeLists.txt that the page names, and the libraries. */
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
  replacing(
    'hardening/settings.sh',
    /^EXECUTABLES=.*$/m,
    "EXECUTABLES='/app /usr/lib64/ld-linux-x86-64.so.2 /usr/lib/ld-linux-aarch64.so.1'",
  ),
];

const migrate = `  if (arguments.size() == 1 && arguments[0] == "migrate") {
    migrate();
    return 0;
  }
  err << "unknown arguments";
`;

describeEvolved({
  language: 'cpp',
  title: 'OpenSSL and libpq',
  edits: [
    ...linking,
    replacing(
      'src/commands.cpp',
      '#include "identity.hpp"\n',
      '#include "database.hpp"\n#include "identity.hpp"\n',
    ),
    replacing('src/commands.cpp', '  err << "unknown arguments";\n', migrate),
    needing('build libssl-dev', 'build libpq-dev', 'image tzdata'),
    lettingIn('static/**'),
    copying('static/', '/service/static/'),
    budgeting(40_000_000),
  ],
  commands: [],
  says: { time: '14:00 CEST', native: '17' },
  // There is no lock file: the packages that are linked, whatever their versions.
  locked: () => ['libc6', 'libpq5', 'libssl3t64', 'libstdc++6', 'tzdata'],
});
