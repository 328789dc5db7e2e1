import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outputOf } from './command.ts';
import { describeOn, type EngineId, linesOf } from './engine.ts';
import { replacing } from './mutants/mutant.ts';
import {
  failuresOf,
  makeProject,
  makeSurely,
  type Project,
  removeProject,
  verify,
} from './project.ts';

const engines: readonly EngineId[] = ['docker', 'podman'];

/** Adds files to a project, each with a text. */
function adding({ folder }: Project, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Lets a hidden path in, where the README says to. */
function lettingIn(line: string) {
  return replacing('.dockerignore', '**/.*/**\n', `**/.*/**\n${line}\n`);
}

for (const engine of engines)
  describeOn(engine, 'make context', () => {
    let project: Project;
    before(() => {
      project = makeProject('context', {}, engine);
      adding(project, {
        'static/.well-known/security.txt': 'Contact\n',
        'static/.env': 'PASSWORD=planted\n',
        'static/two words.html': '',
        '.config/app.toml': 'hidden\n',
        'notes.txt': 'mine\n',
      });
    });
    after(() => removeProject(project));

    it('lists what the build sees with its size, and the rule that keeps the rest out', async () => {
      const { stdout } = await makeSurely(project, '--silent', 'context');
      assert.match(stdout, /^ +8 {2}static\/\.well-known\/security\.txt$/m);
      assert.match(stdout, /^ +0 {2}static\/two words\.html$/m);
      const [seen = '', out = ''] = stdout.split('Excluded, with the rule in .dockerignore:\n');
      const [, size, count] = /^ +(\d+) {2}bytes in (\d+) files reach the build$/m.exec(seen) ?? [];
      const sizes = [...seen.matchAll(/^ +(\d+) {2}(?!bytes in )/gm)].map(([, bytes]) =>
        Number(bytes),
      );
      assert.equal(sizes.length, Number(count));
      assert.equal(
        sizes.reduce((sum, bytes) => sum + bytes, 0),
        Number(size),
      );
      const rules = linesOf(out).map((line) => line.trim().split(/ {2,}/));
      const found = Object.fromEntries(rules.map(([rule, path]) => [path, rule]));
      assert.equal(found['static/.env'], '**/.env');
      assert.equal(found['.config/'], '**/.*');
      assert.equal(found['notes.txt'], '*');
      assert.equal(found['hardening/verify.sh'], '*');
    });

    it('shows a hidden folder once one line lets it in', async () => {
      lettingIn('!.config/**')(project.folder);
      const { stdout } = await makeSurely(project, '--silent', 'context');
      assert.match(stdout, /^ +7 {2}\.config\/app\.toml$/m);
    });
  });

/** A vendored module and a folder, both embedded: neither has the ending .go alone. */
const embedded = {
  'static/.well-known/security.txt': 'Contact',
  'vendor/modules.txt': '# example.com/edition v1.0.0\n## explicit; go 1.24\nexample.com/edition\n',
  'vendor/example.com/edition/edition.go':
    'package edition\n\nimport _ "embed"\n\n//go:embed defaults.binpb\nvar  Defaults string\n',
  'vendor/example.com/edition/defaults.binpb': '2023',
  'static.go': `package main

import (
	"embed"

	"example.com/edition"
)

//go:embed all:static
var static embed.FS

func init() {
	page, _ := static.ReadFile("static/.well-known/security.txt")
	version = string(page) + " " + edition.Defaults
}
`,
};

describeOn('docker', 'a Go service that embeds hidden files, with vendored modules', () => {
  it('is tested and built with all of them', async () => {
    const project = makeProject('embedded', { kind: 'worker' });
    try {
      adding(project, embedded);
      replacing('go.mod', /$/, '\nrequire example.com/edition v1.0.0\n')(project.folder);
      await makeSurely(project, 'test');
      await makeSurely(project, 'build');
      const said = await outputOf('docker', ['run', '--rm', `${project.image}:dev`, 'version']);
      assert.equal(said, 'Contact 2023\n');
      lettingIn('!.config/**')(project.folder);
      adding(project, { '.config/app.toml': 'hidden\n' });
      assert.deepEqual(failuresOf(await verify(project, ['clean-context'])), {});
    } finally {
      await removeProject(project);
    }
  });
});
