// Installs what package-lock.json lists: node hardening/build/packages.mjs [FLAG OF npm ci]...
// Install scripts run only for packages that package.json allows, in the field that npm uses, too:
//   "allowScripts": { "better-sqlite3": true, "bcrypt": false }
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What npm prints when it fails, and what to do. */
const failures = [
  [
    /\bE(?:401|403|NEEDAUTH)\b/,
    'The npm registry rejected the credentials. Name a file with valid ones: make build NPMRC=$HOME/.npmrc',
  ],
  [
    /404 Not Found - GET (\S+)/,
    "The npm registry doesn't have $1. Check the name and version in package.json; a private package needs NPMRC.",
  ],
  [
    /No matching version found for (\S+?)\.?\s/,
    'The npm registry has no $1. Choose another version in package.json.',
  ],
  [
    /\b((?:DEPTH_ZERO_)?SELF_SIGNED_CERT\w*|UNABLE_TO_(?:GET_ISSUER|VERIFY)\w*)/,
    "The certificate of the npm registry isn't trusted ($1). If it is your company's, pass its CA: make build CA=ca.pem",
  ],
  [
    /package\.json and package-lock\.json .*in sync/,
    "package-lock.json doesn't fit package.json. Run npm install, and commit both.",
  ],
];

const flags = process.argv.slice(2);
const installed = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...flags]);
if (installed.code !== 0) {
  for (const [pattern, sentence] of failures) {
    const found = pattern.exec(installed.errors);
    if (found) fail(sentence.replace('$1', () => found[1] ?? ''));
  }
  process.exit(installed.code);
}

const { allowScripts = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
const wanting = packagesWithScripts();
const undecided = wanting.filter((wanted) => verdictOn(wanted) === 'none');
if (undecided.length > 0) {
  const names = undecided.map(({ name, version }) => `${name}@${version}`).join(', ');
  const choice = JSON.stringify(Object.fromEntries(undecided.map(({ name }) => [name, true])));
  fail(
    `These packages want to run an install script: ${names}. Decide in package.json, ` +
      `true to run the script or false to skip it: "allowScripts": ${choice}`,
  );
}
// Native code is compiled from source, with the headers of this Node.js: neither is downloaded.
process.env.npm_config_build_from_source = 'true';
process.env.npm_config_nodedir = dirname(dirname(process.execPath));
const allowed = wanting.filter((wanted) => verdictOn(wanted) === 'run');
for (const { folder, version, name } of allowed) {
  const { code } = npm(['rebuild', '--foreground-scripts', '--loglevel=error', `${folder}@${version}`]);
  if (code !== 0)
    fail(
      `The install script of ${name}@${version} failed: see above. If it compiles native code, ` +
        'add lines to packages.txt: build g++, build make, build python3',
    );
}

/** The installed packages with an install script; npm never runs the scripts of bundled packages. */
function packagesWithScripts() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  return Object.entries(packages)
    .filter(([path, { hasInstallScript, inBundle }]) => hasInstallScript && !inBundle && existsSync(path))
    .map(([path, { name, version }]) => {
      const folder = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      // An alias has the package's own name in the lock file.
      return { folder, name: name ?? folder, version };
    });
}

/** What package.json decides: run, skip or none; skip wins. Keys are NAME, NAME@1.2.3 or NAME@1.2.3 || 1.2.4. */
function verdictOn({ name, version }) {
  const verdicts = Object.entries(allowScripts)
    .filter(([key]) => {
      const [, keyName, versions = '*'] = /^(.[^@]*)@?(.+)?$/.exec(key) ?? [];
      const listed = versions.split('||').map((one) => one.trim());
      return keyName === name && (listed.includes('*') || listed.includes(version));
    })
    .map(([, verdict]) => verdict);
  if (verdicts.includes(false)) return 'skip';
  return verdicts.includes(true) ? 'run' : 'none';
}

function npm(args) {
  const { status, stderr, error } = spawnSync('npm', args, {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  if (error) fail(`npm can't be started: ${error.message}`);
  process.stderr.write(stderr);
  return { code: status ?? 1, errors: stderr };
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
