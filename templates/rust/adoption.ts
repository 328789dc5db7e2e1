import { compiledProgram } from '../../src/languages/adoption.ts';
import type { Adoption } from '../../src/languages/language.ts';

export const rustAdoption: Adoption = {
  managers: [{ id: 'cargo', title: 'Cargo', why: 'Cargo.lock' }],
  manifests: /^Cargo\.(toml|lock)$/,
  entry: {
    pattern: /^[A-Za-z_][\w-]{0,60}$/,
    allowed: 'the name of the program, as cargo build --bin takes it',
    default: 'app',
  },
  memoryMiB: 64,
  startSeconds: 30,
  fit: (program) => ({
    ...compiledProgram(program),
    partials: { build: 'rust/adopted/_build.Dockerfile.ejs' },
    // The language has no handler for SIGTERM, if the program doesn't bring one.
    needsInit: true,
    files: [
      { template: 'rust/hardening/build/failures.txt', path: 'hardening/build/failures.txt' },
      { template: 'rust/crates.sh', path: 'hardening/build/crates.sh' },
      { template: 'rust/adopted/probe.rs', path: 'hardening/build/probe.rs' },
    ],
  }),
};
