// Installs what the lock file lists: node install.mjs MANAGER all|production [PACKAGE,PACKAGE]
// Install scripts run only for the packages that are named.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [manager, extent, named = ''] = process.argv.slice(2);
const isProduction = extent === 'production';
const registry = process.env.NPM_CONFIG_REGISTRY;

/** How each manager installs exactly what its lock file lists, and nothing else runs. */
const managers = {
  npm: ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', ...(isProduction ? ['--omit=dev'] : [])],
  yarn: tool('yarn', '1.22.22', [
    ...['install', '--frozen-lockfile', '--ignore-scripts', '--non-interactive', '--no-progress'],
    ...(isProduction ? ['--production'] : []),
    ...(registry ? ['--registry', registry] : []),
  ]),
  pnpm: tool('pnpm', pnpmVersion(), [
    ...['install', '--frozen-lockfile', '--ignore-scripts', '--config.node-linker=hoisted'],
    ...(isProduction ? ['--prod'] : []),
  ]),
};

/** What they print when they fail, and what to do. */
const failures = [
  [
    /\bE(?:401|403|NEEDAUTH)\b|ERR_PNPM_FETCH_40[13]|Request failed "40[13]/,
    'The npm registry rejected the credentials. Name a file with valid ones: NPMRC=$HOME/.npmrc',
  ],
  [
    /\b((?:DEPTH_ZERO_)?SELF_SIGNED_CERT\w*|UNABLE_TO_(?:GET_ISSUER|VERIFY)\w*)/,
    "The certificate of the npm registry isn't trusted ($1). If it is your company's, pass its CA: CA=ca.pem",
  ],
  [
    /in sync|ERR_PNPM_OUTDATED_LOCKFILE|lockfile needs to be updated/,
    "The lock file doesn't fit package.json. Install with your package manager, and commit both.",
  ],
];

if (!Object.hasOwn(managers, manager)) fail(`Unknown package manager ${manager}.`);
run(managers[manager], (errors) => {
  for (const [pattern, sentence] of failures) {
    const found = pattern.exec(errors);
    if (found) return sentence.replace('$1', () => found[1] ?? '');
  }
  return '';
});

// Native code is compiled from source, with the headers of this Node.js: neither is downloaded.
process.env.npm_config_build_from_source = 'true';
process.env.npm_config_nodedir = dirname(dirname(process.execPath));
for (const name of named.split(',').filter(Boolean)) {
  if (!existsSync(`node_modules/${name}`)) continue;
  run(
    ['npm', 'rebuild', '--foreground-scripts', '--loglevel=error', name],
    () =>
      `The install script of ${name} failed: see above. If a tool is missing, add its package to hardening/packages.txt.`,
  );
}

/** A manager that doesn't come with Node.js, in an exact version. */
function tool(name, version, words) {
  return ['npm', 'exec', '--yes', `--package=${name}@${version}`, '--', name, ...words];
}

/** The version that package.json names, or one that reads the lock file. */
function pnpmVersion() {
  const { packageManager = '' } = JSON.parse(readFileSync('package.json', 'utf8'));
  const said = /^pnpm@(\d+\.\d+\.\d+)/.exec(packageManager)?.[1];
  const lock = existsSync('pnpm-lock.yaml') ? readFileSync('pnpm-lock.yaml', 'utf8') : '';
  const isOld = /^lockfileVersion: '?[56]/m.test(lock);
  return said ?? (isOld ? '8.15.9' : '10.20.0');
}

function run([command, ...words], explain) {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (error) fail(`${command} can't be started: ${error.message}`);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (status !== 0) fail(explain(stdout + stderr));
}

function fail(sentence) {
  if (sentence) console.error(`ERROR: ${sentence}`);
  process.exit(1);
}
