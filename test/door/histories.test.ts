import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { parseAnswers, type RawAnswers } from '../../src/answers/parse.ts';
import { storedFile } from '../../src/answers/stored.ts';
import { filesInTheWay } from '../../src/project/compare.ts';
import { openDestination } from '../../src/project/destination.ts';
import { merge } from '../../src/project/merge.ts';
import { compareService } from '../../src/project/service.ts';
import { writeProject } from '../../src/project/write.ts';
import { blobId } from '../../src/project/written.ts';

/** HISTORIES=10000 takes most of an hour. */
const count = Number(process.env.HISTORIES ?? 60);

/** What happens to a project: other answers, an edit of its user, or a file that another version wrote. */
const step = fc.oneof(
  fc.record({
    answers: fc.record(
      {
        port: fc.constantFrom(8080, 9000, 9100),
        base: fc.constantFrom('scratch', 'alpine', 'debian'),
        extras: fc.constantFrom([], ['compose'], ['tour', 'github']),
        waiver: fc.constantFrom([], ['seccomp=no'], ['no-setuid=no', 'healthcheck=no']),
        description: fc.constantFrom('One.', 'Another.'),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ insert: fc.nat(), at: fc.nat() }),
  fc.record({ add: fc.constantFrom('notes.md', 'hardening/checks/mine.sh', 'deploy/mine.yaml') }),
  fc.record({ remove: fc.nat() }),
  fc.record({ template: fc.nat(), line: fc.nat() }),
  fc.constant({ commit: true } as const),
);

describe('random histories of a project', () => {
  it('lose no line of the user, bring back no deleted file, and change nothing in a second run', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.boolean(), (steps, hasGit) => {
        // Owned by the user of this test, as git asks.
        const folder = mkdtempSync(join(tmpdir(), 'history-'));
        try {
          new History(folder, hasGit).live(steps);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { seed: 20261129, numRuns: count },
    );
  }).timeout(count * 5_000);
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A project that changes step by step. */
class History {
  readonly #folder: string;
  readonly #hasGit: boolean;
  /** Lines that the user wrote, and their file. */
  #mine: readonly { readonly path: string; readonly line: string }[] = [];
  readonly #deleted = new Set<string>();
  #answers: RawAnswers = {};

  constructor(folder: string, hasGit: boolean) {
    this.#folder = folder;
    this.#hasGit = hasGit;
  }

  live(steps: readonly Step[]): void {
    if (this.#hasGit) this.#git('init', '--quiet');
    assert.ok(this.#generate({}), 'a new project is written');
    for (const [index, one] of steps.entries()) {
      if ('answers' in one) this.#change(one.answers);
      else if ('insert' in one) this.#insert(one.insert, one.at, `# mine ${index}`);
      else if ('add' in one) this.#add(one.add, `mine ${index}`);
      else if ('remove' in one) this.#remove(one.remove);
      else if ('template' in one) this.#writeAsOlder(one.template, one.line);
      else if (this.#hasGit) this.#commit();
      this.#assertMine();
    }
  }

  /** Whether it was written; with a conflict, nothing is. */
  #generate(answers: RawAnswers): boolean {
    const { files, obsolete } = this.#compare(answers);
    if (filesInTheWay(files).length > 0) return false;
    writeProject(files, obsolete);
    this.#answers = answers;
    return true;
  }

  #compare(answers: RawAnswers) {
    const destination = openDestination(undefined, this.#folder);
    const parsed = parseAnswers(answers, destination.surroundings, destination.stored);
    return compareService({ answers: parsed, destination, merge });
  }

  #change(answers: RawAnswers): void {
    if (!this.#generate({ ...this.#answers, ...answers })) return;
    const { files } = this.#compare(this.#answers);
    const changed = files.filter(({ status }) => status !== 'same').map(({ path }) => path);
    assert.deepEqual(changed, [], 'a second run changes nothing');
  }

  #insert(file: number, at: number, line: string): void {
    const path = this.#existing(file);
    const target = join(this.#folder, path);
    const lines = readFileSync(target, 'utf8').split('\n');
    writeFileSync(target, lines.toSpliced(at % lines.length, 0, line).join('\n'));
    this.#mine = [...this.#mine, { path, line }];
  }

  #remove(file: number): void {
    const path = this.#existing(file);
    rmSync(join(this.#folder, path));
    this.#deleted.add(path);
    this.#mine = this.#mine.filter((mine) => mine.path !== path);
  }

  /** Has an unedited file be one that an older version wrote, with another line. */
  #writeAsOlder(file: number, at: number): void {
    const path = this.#existing(file);
    const target = join(this.#folder, path);
    const stored = JSON.parse(readFileSync(join(this.#folder, storedFile), 'utf8'));
    const written = stored['generator-hardened-container:written'];
    const text = readFileSync(target, 'utf8');
    if (written.files[path] !== blobId(Buffer.from(text))) return;
    const lines = text.split('\n');
    const older = lines.with(at % lines.length, '# of an older version').join('\n');
    writeFileSync(target, older);
    written.version = '0.0.9';
    written.files[path] = blobId(Buffer.from(older));
    writeFileSync(join(this.#folder, storedFile), JSON.stringify(stored, null, 2));
  }

  /** One of the files that exist. */
  #existing(index: number): string {
    const paths = Object.keys(this.#record()).filter((path) =>
      existsSync(join(this.#folder, path)),
    );
    return paths[index % paths.length] ?? '';
  }

  #record(): Readonly<Record<string, string>> {
    const stored = JSON.parse(readFileSync(join(this.#folder, storedFile), 'utf8'));
    return stored['generator-hardened-container:written'].files;
  }

  #add(path: string, line: string): void {
    const target = join(this.#folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, `${existsSync(target) ? readFileSync(target, 'utf8') : ''}${line}\n`);
    this.#mine = [...this.#mine, { path, line }];
    this.#deleted.delete(path);
  }

  #assertMine(): void {
    for (const { path, line } of this.#mine) {
      const target = join(this.#folder, path);
      assert.ok(existsSync(target), `${path} is gone`);
      assert.ok(readFileSync(target, 'utf8').split('\n').includes(line), `${path} lost ${line}`);
    }
    // Answers that no longer have the file let a later change of answers write it.
    for (const path of this.#deleted)
      if (path in this.#record())
        assert.ok(!existsSync(join(this.#folder, path)), `${path} is back`);
      else this.#deleted.delete(path);
  }

  #commit(): void {
    this.#git('add', '--all');
    const author = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
    this.#git(...author, 'commit', '--quiet', '--allow-empty', '--message=x');
  }

  #git(...words: string[]): void {
    execFileSync('git', words, { cwd: this.#folder });
  }
}
