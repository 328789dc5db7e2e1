import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineSettings } from '../machine.ts';
import { replacing } from '../mutants/mutant.ts';
import { budgeting, copying } from './evolve.ts';
import { describeEvolved } from './evolved.ts';

const crates = [
  'chrono@0.4 chrono-tz@0.10 serde_json@1',
  'sqlx@0.8 --no-default-features --features runtime-tokio,postgres,macros',
  'reqwest@0.12 --no-default-features --features rustls-tls-native-roots,json',
  'image@0.25 --no-default-features --features png',
  'tower-http@0.6 --features fs',
];

const migrate = `        ["migrate"] => match shop::migrate().await {
            Ok(()) => Ok(ExitCode::SUCCESS),
            Err(error) => Err(Failure::new(1, format!("cannot migrate: {error}"))),
        },
        ["healthcheck"] =>`;

const { CA } = machineSettings();
const certificate = '/etc/ssl/certs/company-ca.pem';
const trusted = CA ? `--volume '${CA}:${certificate}:ro' --env SSL_CERT_FILE=${certificate} ` : '';

/** Crates that are in the program by name; others are in the lock file for other systems and features. */
const own = new Set([
  'axum',
  'chrono',
  'chrono-tz',
  'image',
  'reqwest',
  'sqlx',
  'tokio',
  'tower-http',
]);

function locked(folder: string): string[] {
  const lock = readFileSync(join(folder, 'Cargo.lock'), 'utf8');
  return [...lock.matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource/gm)]
    .filter(([, name = '']) => own.has(name))
    .map(([, name, version]) => `${name} ${version}`);
}

describeEvolved({
  language: 'rust',
  title: 'axum, sqlx and reqwest',
  edits: [
    replacing('src/main.rs', 'mod server;\n', 'mod server;\nmod shop;\n'),
    replacing('src/main.rs', '        ["healthcheck"] =>', migrate),
    replacing(
      'src/routes.rs',
      '        .layer(middleware::from_fn(log_request))\n',
      '        .merge(crate::shop::router())\n        .layer(middleware::from_fn(log_request))\n',
    ),
    copying('static/', '/service/static/'),
    budgeting(30_000_000),
  ],
  commands: [
    {
      documented: 'cargo add uuid@1 --features v4',
      run: `
        image=$(sed -n 's/^FROM.* \\(\\S*\\) AS toolchain$/\\1/p' Dockerfile)
        docker run --rm ${trusted}--volume "$PWD:/src" --workdir /src "$image" \\
          sh -ec '${crates.map((crate) => `cargo add ${crate}`).join(' && ')}'`,
    },
  ],
  says: { time: '"2026-07-01T14:00:00+02:00"', native: '[80,60]' },
  locked,
});
