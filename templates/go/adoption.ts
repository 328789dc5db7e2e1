import { compiledProgram } from '../../src/languages/adoption.ts';
import type { Adoption } from '../../src/languages/language.ts';

export const goAdoption: Adoption = {
  managers: [
    { id: 'modules', title: 'Go modules', why: 'go.mod and go.sum' },
    { id: 'vendored', title: 'Vendored modules', why: 'vendor/modules.txt' },
  ],
  manifests: /^(go\.(mod|sum|work|work\.sum)|vendor\/)$/,
  entry: {
    pattern: /^\.(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/,
    allowed: 'the folder of its package main, such as . or ./cmd/server',
    default: '.',
  },
  memoryMiB: 128,
  startSeconds: 30,
  lacksNative: 'is built without cgo',
  fit: (program) => ({
    ...compiledProgram(program),
    partials: { build: 'go/adopted/_build.Dockerfile.ejs' },
    files: [
      { template: 'go/hardening/build/failures.txt', path: 'hardening/build/failures.txt' },
      { template: 'go/adopted/probe.go', path: 'hardening/build/probe.go' },
    ],
  }),
};
