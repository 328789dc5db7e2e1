import type { Language } from '../../src/languages/language.ts';
import { rustAdoption } from './adoption.ts';

const files = {
  http: [
    'src/main.rs',
    'src/connection.rs',
    'src/connection/tests.rs',
    'src/probe.rs',
    'src/routes.rs',
    'src/server.rs',
    'tests/commands.rs',
    'Cargo.toml',
    'Cargo.lock',
  ],
  worker: ['src/main.rs', 'tests/commands.rs', 'Cargo.toml', 'Cargo.lock'],
} as const;

/** Crates of the lock files: cargo tells crates apart by their names, and a service is one too. */
const crates = `
  atomic-waker axum axum-core bitflags bytes cfg-if errno futures-core futures-task
  futures-util http http-body http-body-util httparse httpdate hyper hyper-util itoa libc
  linux-raw-sys matchit memchr mime mio percent-encoding pin-project-lite proc-macro2 quote
  rustix serde sharded-slab signal-hook signal-hook-registry slab smallvec socket2 syn tokio
  tokio-macros tower tower-layer tower-service tracing tracing-core tracing-serde
  tracing-subscriber unicode-ident valuable wasi windows-link windows-sys zmij
`.split(/\s+/);

export const rust: Language = {
  id: 'rust',
  title: 'Rust',
  why: 'one static binary without a collector, checked for memory and threads while it compiles',
  toolchain: 'rust',
  bases: ['scratch', 'distroless', 'alpine', 'debian'],
  partials: {
    build: 'rust/_build.Dockerfile.ejs',
    test: 'rust/_test.Dockerfile.ejs',
    dependencies: 'rust/_add-dependency.md.ejs',
  },
  // https://doc.rust-lang.org/cargo/reference/registry-authentication.html
  secrets: [
    {
      id: 'cargo-credentials',
      variable: 'CARGO_CREDENTIALS',
      why: 'Cargo credentials (credentials.toml) for private registries.',
    },
  ],
  cLibrary: 'static',
  crossCompiles: false,
  // https://rust-lang.github.io/rustup/environment-variables.html; cargo has a variable for
  // registries, but none that puts one in the place of crates.io.
  sourceVariables: ['CRATES_IO_MIRROR', 'RUSTUP_DIST_SERVER'],
  ecosystem: { dependabot: 'cargo', renovate: 'cargo' },
  // https://doc.rust-lang.org/rustc/remap-source-paths.html: paths of the builder stay out.
  repeatableFlags: ' --remap-path-prefix=/usr/local/cargo/registry/src= --remap-path-prefix=/src=',
  entrypoint: ['/app'],
  executables: ['/app'],
  stopExitCodes: [0],
  // The program takes 1 MiB, and 13 KiB for each connection; what is written to /tmp counts too.
  memory: { limitMiB: 32 },
  sizeBudget: 3_600_000,
  // What cargo finds by its place, and folders whose files are embedded (include_str!, macros).
  context: [
    ...['src', 'tests', 'benches', 'examples', 'crates'].map((folder) => `!${folder}/**`),
    ...['assets', 'migrations', 'static', 'templates'].map((folder) => `!${folder}/**`),
    ...['build.rs', 'crates.sh', 'Cargo.toml', 'Cargo.lock', 'clippy.toml', 'rustfmt.toml'].map(
      (file) => `!${file}`,
    ),
    // What sqlx has prepared for a build without a database, and settings of cargo.
    '!.sqlx/**',
    '!.cargo/config.toml',
    '!assets/.well-known/**',
    '!static/.well-known/**',
  ],
  gitignore: ['/target'],
  identifierFor: (name) => (crates.includes(name) ? `${name}-app` : name),
  adoption: rustAdoption,
  naive: {
    partial: 'rust/_naive.Dockerfile.ejs',
    start: (app) => [app],
    small: 'alpine',
  },
  files: (kind) => [
    ...files[kind].map((path) => ({ template: `rust/${kind}/${path}.ejs`, path })),
    { template: 'rust/src/user.rs.ejs', path: 'src/user.rs' },
    { template: 'rust/crates.sh', path: 'crates.sh' },
    { template: 'rust/hardening/build/failures.txt', path: 'hardening/build/failures.txt' },
  ],
};
