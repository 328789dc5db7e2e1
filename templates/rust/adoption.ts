import { probeAddress, programFolder } from '../../src/languages/adoption.ts';
import type { Adoption } from '../../src/languages/language.ts';

const probe = '/probe';

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
  fit: (program) => {
    const file = `${programFolder}/${program.name}`;
    return {
      partials: { build: 'rust/adopted/_build.Dockerfile.ejs' },
      // Neither language has a handler for SIGTERM, if the program doesn't bring one.
      needsInit: true,
      entrypoint: [file],
      executables: [file, probe],
      probe: [probe, probeAddress(program)],
      sizeBudget: 100_000_000,
      files: [
        { template: 'rust/hardening/build/failures.txt', path: 'hardening/build/failures.txt' },
        { template: 'rust/crates.sh', path: 'hardening/build/crates.sh' },
        { template: 'rust/adopted/probe.rs', path: 'hardening/build/probe.rs' },
      ],
    };
  },
};
