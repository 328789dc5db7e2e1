import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseAnswers, type RawAnswers } from '../../src/answers/parse.ts';
import { openDestination } from '../../src/project/destination.ts';
import { compareService } from '../../src/project/service.ts';
import { writeProject } from '../../src/project/write.ts';
import { filesIn, makeFolder } from './doors.ts';

describe('files that other answers had written', () => {
  let folder: string;
  let remove: () => void;

  beforeEach(() => {
    ({ folder, remove } = makeFolder());
  });
  afterEach(() => remove());

  const at = (path: string) => join(folder, 'shop', path);
  const text = (path: string) => readFileSync(at(path), 'utf8');
  const seccomp = 'hardening/checks/seccomp.sh';
  const ofTour = ['hardening/tour.sh', 'hardening/docs/tour.md'];
  const tour = ['1-single-stage', '2-multi-stage', '3-hardened-by-deleting'].map(
    (name) => `hardening/tour/${name}.Dockerfile`,
  );

  /** Compares as both doors do: with what is stored. */
  function compare(given: RawAnswers = {}) {
    const destination = openDestination('shop', folder);
    const answers = parseAnswers(
      { name: 'shop', ...given },
      destination.surroundings,
      destination.stored,
    );
    const compared = compareService({ answers, destination });
    const paths = (files: readonly { path: string }[]) => files.map(({ path }) => path);
    return {
      ...compared,
      removable: paths(compared.obsolete.removable),
      changed: paths(compared.obsolete.changed),
    };
  }

  function write(given: RawAnswers = {}) {
    const compared = compare(given);
    writeProject(compared.files, compared.obsolete);
    return compared;
  }

  it('are removed if unmodified, with the folders that they leave empty', () => {
    write({ extras: 'tour' });
    const withTour = filesIn(at(''));
    const { removable, changed, notices } = write({ extras: '', without: 'seccomp' });
    assert.deepEqual([...removable].sort(), [seccomp, ...ofTour, ...tour].sort());
    assert.deepEqual([changed, notices], [[], []]);
    assert.deepEqual(
      filesIn(at('')),
      withTour.filter((path) => !removable.includes(path)),
    );
    assert.ok(!existsSync(at('hardening/tour')));
    assert.deepEqual(compare().removable, []);
  });

  it('are only told of by a comparison', () => {
    write();
    assert.deepEqual(compare({ without: 'seccomp' }).removable, [seccomp]);
    assert.ok(existsSync(at(seccomp)));
  });

  it('stay if edited, and are named', () => {
    write();
    appendFileSync(at(seccomp), '# mine\n');
    const { removable, changed, notices } = write({ without: 'seccomp' });
    assert.deepEqual([removable, changed], [[], [seccomp]]);
    assert.deepEqual(notices, [
      `${seccomp} is no longer part of the project, but you have edited it. Delete it if you don't need it.`,
    ]);
    assert.match(text(seccomp), /# mine/);
    assert.deepEqual(write().changed, []);
  });

  it('leave foreign files next to them, and their folder', () => {
    write({ extras: 'tour' });
    writeFileSync(at('hardening/tour/4-mine.Dockerfile'), '');
    mkdirSync(at('hardening/empty'));
    write({ extras: '' });
    assert.deepEqual(filesIn(at('hardening/tour')), ['4-mine.Dockerfile']);
    assert.ok(existsSync(at('hardening/empty')));
  });

  it('are missed by nobody where they are gone already', () => {
    write({ extras: 'tour' });
    rmSync(at('hardening/tour'), { recursive: true });
    assert.deepEqual(write({ extras: '' }).removable, ofTour);
    write({ extras: 'tour' });
    rmSync(at('hardening/tour'), { recursive: true });
    writeFileSync(at('hardening/tour'), 'a file of mine');
    const { removable, changed } = write({ extras: '' });
    assert.deepEqual([removable, changed], [ofTour, []]);
    assert.equal(text('hardening/tour'), 'a file of mine');
  });

  it('are never looked for behind a link, out of the project or within it', () => {
    for (const place of ['../../home/tour', 'kept']) {
      rmSync(at(''), { recursive: true, force: true });
      write({ extras: 'tour' });
      renameSync(at('hardening/tour'), at(place));
      symlinkSync(at(place), at('hardening/tour'));
      const { removable, changed } = write({ extras: '' });
      assert.deepEqual([removable, changed], [ofTour, tour]);
      assert.equal(filesIn(at(place)).length, tour.length);
    }
    rmSync(at(''), { recursive: true });
    write();
    renameSync(at(seccomp), at('../../home/seccomp.sh'));
    symlinkSync('../../../../home/seccomp.sh', at(seccomp));
    assert.deepEqual(write({ without: 'seccomp' }).changed, [seccomp]);
    assert.ok(existsSync(at('../../home/seccomp.sh')) && existsSync(at(seccomp)));
  });

  it('stay where another file is written through a link to their place', () => {
    write();
    rmSync(at('Makefile'));
    symlinkSync(seccomp, at('Makefile'));
    const { removable, changed } = write({ without: 'seccomp' });
    assert.deepEqual([removable, changed], [[], []]);
    assert.match(text(seccomp), /^IMAGE +\?= /m);
  });

  it('are removed in a project that is reached by a link', () => {
    write();
    renameSync(at(''), join(folder, 'real'));
    symlinkSync('real', join(folder, 'shop'));
    write({ without: 'seccomp' });
    assert.ok(!existsSync(join(folder, 'real', seccomp)));
  });

  it('stay where the stored answers can no longer be read', () => {
    write();
    const stored = JSON.parse(text('.yo-rc.json'));
    stored['generator-hardened-container'].base = 'gone';
    writeFileSync(at('.yo-rc.json'), JSON.stringify(stored));
    const { removable, changed } = write({ base: 'scratch', without: 'seccomp' });
    assert.deepEqual([removable, changed], [[], []]);
    assert.ok(existsSync(at(seccomp)));
  });

  it('are known of a version that is past its end of life since', () => {
    write({ base: 'alpine', baseVersion: '3.12', allowEol: true });
    const stored = JSON.parse(text('.yo-rc.json'));
    delete stored['generator-hardened-container'].allowEol;
    writeFileSync(at('.yo-rc.json'), JSON.stringify(stored));
    assert.deepEqual(compare({ baseVersion: '3.24', without: 'seccomp' }).removable, [seccomp]);
  });

  it('are found again while the answers that they are of are still stored', () => {
    write({ extras: 'tour' });
    const stored = text('.yo-rc.json');
    // As a kill would, a folder in the place of a file ends the run between removing and storing.
    const { files, obsolete } = compare({ extras: '' });
    const missing = { path: 'hardening', target: at('hardening') };
    assert.throws(() => writeProject(files, { removable: [...obsolete.removable, missing] }), {
      message: /^Can't remove \S+\/hardening: /,
    });
    assert.equal(text('.yo-rc.json'), stored);
    assert.doesNotMatch(text('Makefile'), /tour/);
  });
});
