import { compiledProgram } from '../../src/languages/adoption.ts';
import { type Adoption, loaders } from '../../src/languages/language.ts';

export const cppAdoption: Adoption = {
  managers: [
    { id: 'cmake', title: 'CMake', why: 'CMakeLists.txt, with packages of the distribution' },
  ],
  manifests: /^CMakeLists\.txt$/,
  entry: {
    pattern: /^[A-Za-z_][\w.+-]{0,60}$/,
    allowed: 'the name of a target, as cmake --build --target takes it',
    default: 'app',
  },
  memoryMiB: 64,
  startSeconds: 30,
  fit: (program) => {
    const made = compiledProgram(program);
    return {
      ...made,
      partials: {
        toolchain: 'cpp/_toolchain.Dockerfile.ejs',
        build: 'cpp/adopted/_build.Dockerfile.ejs',
      },
      cLibrary: 'toolchain',
      // Unlike the sample, a program may use __DATE__.
      repeatableFlags: ' -DCMAKE_CXX_FLAGS=-ffile-prefix-map=/src=.',
      // The language has no handler for SIGTERM, if the program doesn't bring one.
      needsInit: true,
      executables: [...made.executables, ...loaders],
      files: [
        { template: 'cpp/linked.sh', path: 'hardening/build/linked.sh' },
        { template: 'cpp/adopted/probe.cpp', path: 'hardening/build/probe.cpp' },
      ],
    };
  },
};
