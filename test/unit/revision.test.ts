import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderedProject } from '../rendered-project.ts';
import { output, temporaryFolder, writtenProject } from './written-project.ts';

const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];

/** A project in a git repository, with everything committed. */
function committedProject(): { folder: string; git: (...words: string[]) => string } {
  const folder = writtenProject(renderedProject({ name: 'shop' }));
  const git = (...words: string[]) => output(['git', ...identity, ...words], { cwd: folder });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'New service');
  return { folder, git };
}

/** The revision that the Makefile in a folder stamps into the image. */
function revisionIn(folder: string): string {
  const rule = 'show: ; @echo $(REVISION)';
  return output(['make', '--silent', `--eval=${rule}`, 'show'], { cwd: folder }).trim();
}

describe('the revision of an image', () => {
  it('is the commit when the work tree is clean', () => {
    const { folder, git } = committedProject();
    assert.equal(revisionIn(folder), git('rev-parse', 'HEAD').trim());
  });

  it('ends with -dirty when a file is changed, staged, new or deleted', () => {
    const changes: Record<string, (folder: string, git: (...words: string[]) => string) => void> = {
      changed: (folder) => writeFileSync(join(folder, 'main.go'), '// changed\n', { flag: 'a' }),
      staged: (folder, git) => {
        writeFileSync(join(folder, 'main.go'), '// changed\n', { flag: 'a' });
        git('add', '.');
      },
      new: (folder) => writeFileSync(join(folder, 'other.go'), 'package main\n'),
      deleted: (_folder, git) => git('rm', '--quiet', 'main_test.go'),
    };
    for (const [title, change] of Object.entries(changes)) {
      const { folder, git } = committedProject();
      change(folder, git);
      assert.equal(revisionIn(folder), `${git('rev-parse', 'HEAD').trim()}-dirty`, title);
    }
  });

  it('is the commit when only ignored files, or other folders of the repository, differ', () => {
    const { folder, git } = committedProject();
    writeFileSync(join(folder, '.env'), 'SECRET=1\n');
    assert.equal(revisionIn(folder), git('rev-parse', 'HEAD').trim());
  });

  it('is unknown outside of a repository', () => {
    assert.equal(revisionIn(writtenProject(renderedProject({}))), 'unknown');
  });
});

describe('a checkout with core.autocrlf=true, as on Windows', () => {
  it('has LF in every file, and its scripts run', () => {
    const { folder, git } = committedProject();
    const clone = join(temporaryFolder(), 'clone');
    git('clone', '--quiet', '-c', 'core.autocrlf=true', folder, clone);
    const files = output(['git', 'ls-files'], { cwd: clone }).trim().split('\n');
    assert.ok(files.includes('.gitattributes'));
    for (const file of files) assert.ok(!readFileSync(join(clone, file)).includes('\r'), file);
    assert.equal(output(['git', 'status', '--porcelain'], { cwd: clone }), '');
    assert.match(output(['make', 'help'], { cwd: clone }), /make verify/);
    const { status } = spawnSync('sh', [join(clone, 'hardening/engine.sh'), 'find']);
    assert.equal(status, 0);
  });
});
