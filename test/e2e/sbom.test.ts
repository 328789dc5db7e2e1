import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeOn } from './engine.ts';
import { describeBy } from './judges.ts';
import { adding } from './mutants/mutant.ts';
import { makeProject, makeSurely, removeProject } from './project.ts';
import { listedBySyft } from './syft.ts';

/** What an image of a language has to list. */
interface Row {
  readonly language: string;
  /** Adds a dependency, where the sample has none. */
  readonly prepare?: (folder: string) => void;
  /** The run-time packages of the lock file. */
  readonly locked: (folder: string) => readonly string[];
  /** The package of the C library that is in the image; absent where none is. */
  readonly cLibrary?: RegExp;
}

const uuid = 'github.com/google/uuid v1.6.0';

/** Crates that run inside the compiler, are optional and not enabled, or are for other systems. */
const notInProgram =
  /^(proc-macro2|quote|syn|unicode-ident|.*[-_](macros|derive)|valuable|windows-.*|wasi)$/;

function lockedCrates(folder: string): string[] {
  const lock = readFileSync(join(folder, 'Cargo.lock'), 'utf8');
  return [...lock.matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource/gm)]
    .filter(([, name = '']) => !notInProgram.test(name))
    .map(([, name, version]) => `${name} ${version}`);
}

const rows: readonly Row[] = [
  {
    language: 'go',
    prepare: (folder) => {
      adding('go.mod', `\nrequire ${uuid}\n`)(folder);
      writeFileSync(
        join(folder, 'go.sum'),
        `${uuid} h1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0=\n${uuid}/go.mod h1:TIyPZe4MgqvfeYDBFedMoGGpEw/LqOeaOT+nhxU+yHo=\n`,
      );
      const file = 'package main\n\nimport "github.com/google/uuid"\n\nvar _ = uuid.NewString()\n';
      writeFileSync(join(folder, 'instance.go'), file);
    },
    locked: () => [uuid],
  },
  { language: 'rust', locked: lockedCrates, cLibrary: /^libc6-dev / },
];

describeBy('syft', 'what is in an image', () => {
  describeOn('docker', 'what is in an image', () => {
    for (const { language, prepare, locked, cLibrary } of rows)
      it(`is listed whole, in ${language}`, async () => {
        const project = makeProject(`sbom-${language}`, { language });
        try {
          prepare?.(project.folder);
          await makeSurely(project, 'build', 'VERSION=1.4.0');
          const { packages, distribution } = await listedBySyft(project);
          const expected = locked(project.folder);
          assert.ok(expected.length > 0);
          assert.deepEqual(
            expected.filter((one) => !packages.includes(one)),
            [],
          );
          assert.match(distribution, /^debian 13/);
          const { name } = project.answers;
          assert.ok(
            packages.some((one) => one.includes(name) && / v?1\.4\.0$/.test(one)),
            name,
          );
          if (cLibrary) assert.ok(packages.some((one) => cLibrary.test(one)));
          assert.ok(packages.some((one) => one.startsWith('ca-certificates ')));
        } finally {
          await removeProject(project);
        }
      });
  });
});
