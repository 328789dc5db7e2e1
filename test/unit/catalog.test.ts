import assert from 'node:assert/strict';
import { type Base, bases } from '../../src/images/bases.ts';
import {
  type CatalogId,
  catalog,
  catalogImage,
  findVersion,
  isPastEndOfLife,
  offeredVersions,
  supportedVersions,
  versionPattern,
} from '../../src/images/catalog.ts';
import { imageReference } from '../../src/images/reference.ts';
import { languages } from '../../src/languages/languages.ts';
import { planProject } from '../../src/plan/plan.ts';
import { today } from '../rendered-project.ts';
import { parsed, refusal } from './parsed-answers.ts';

const images = Object.keys(catalog) as CatalogId[];

/** Whether a text is a day that there is. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

for (const image of images)
  describe(`the catalog of ${image}`, () => {
    const { repository, repositoryPerVersion = false, versions } = catalogImage(image);

    it('names its repository in full, without a tag', () => {
      for (const name of [repository, ...versions.map((row) => row.repository ?? repository)])
        assert.match(name, /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[a-z0-9-]+)+$/);
    });

    it('has days that there are, each life in its order', () => {
      for (const { version, released, endOfLife } of versions) {
        assert.ok(isDay(released), version);
        if (endOfLife === null) continue;
        assert.ok(isDay(endOfLife), version);
        assert.ok(released < endOfLife, version);
      }
    });

    it('has the newest version first, and no version that outlives a newer one', () => {
      for (const [index, row] of versions.slice(1).entries()) {
        const newer = versions[index];
        assert.ok(newer && newer.released > row.released, row.version);
        assert.ok(row.endOfLife !== null || newer.endOfLife === null, row.version);
        assert.ok((newer.endOfLife ?? '9') >= (row.endOfLife ?? '9'), row.version);
      }
    });

    it('has every version once, with a tag that belongs to it and is not latest', () => {
      assert.equal(new Set(versions.map(({ version }) => version)).size, versions.length);
      for (const { version, tag, repository: own } of versions) {
        assert.match(tag, /^[\w][\w.-]*$/);
        assert.doesNotMatch(tag, /latest/i);
        if (repositoryPerVersion) assert.ok(own?.endsWith(version), version);
        // In a repository of its own, a tag counts the versions of something else.
        else assert.ok(own !== undefined || tag.split('-').includes(version), tag);
      }
    });

    it('says where its dates come from', () => {
      for (const { source } of versions) assert.equal(new URL(source).protocol, 'https:');
    });

    it('has a version that is supported', () => {
      assert.ok(supportedVersions(image, today).length > 0);
    });
  });

describe('the catalog', () => {
  it('has every image that a base, a language or the tour needs', () => {
    const needed = [
      ...Object.values(bases).flatMap((base: Base) =>
        [base, ...Object.values(base.cLibrary ?? {})].flatMap(({ image }) => image ?? []),
      ),
      ...languages.flatMap(({ toolchain, naive }) => [toolchain, naive.small]),
      'ubuntu',
    ];
    assert.deepEqual(new Set(needed), new Set(images));
  });

  it('has two supported versions of every language, or one where each ends with the next', () => {
    for (const { toolchain } of languages) {
      const [newest, older] = catalogImage(toolchain).versions;
      assert.ok(newest && older, toolchain);
      const least = older.endOfLife === newest.released ? 1 : 2;
      assert.ok(supportedVersions(toolchain, today).length >= least, toolchain);
    }
  });
});

describe('tags by distribution', () => {
  it('are in all versions of an image or in none: one without them would seem to exist everywhere', () => {
    let some = 0;
    for (const id of Object.keys(catalog) as CatalogId[]) {
      const { versions } = catalogImage(id);
      const without = versions.filter(({ tags }) => tags === undefined);
      assert.ok(without.length === 0 || without.length === versions.length, id);
      if (without.length === 0) some++;
    }
    assert.ok(some > 0);
  });

  it('decide which bases a language is offered on', () => {
    assert.match(
      refusal({ language: 'node', base: 'alpine', baseVersion: '3.22' }),
      /has no official image of Node\.js on it\. Use 3\.24 or 3\.23\./,
    );
  });
});

describe('the default of a version', () => {
  it('is the newest that is supported, or the one that is preferred with a reason', () => {
    assert.equal(parsed({ language: 'go' }).languageVersion, '1.27');
    assert.equal(parsed({ language: 'cpp' }).languageVersion, '14');
    const [first, second] = offeredVersions('gcc', today);
    assert.deepEqual([first?.version, second?.version], ['14', '16']);
  });

  it('has a tag of its own distribution', () => {
    const reference = (version: string) => imageReference('gcc', version, '');
    assert.equal(reference('14'), 'docker.io/library/debian:13-slim');
    assert.equal(reference('16'), 'docker.io/library/gcc:16-trixie');
    assert.equal(reference('13'), 'docker.io/library/gcc:13-bookworm');
    assert.equal(
      imageReference('gcc', '14', 'mirror.example/hub'),
      'mirror.example/hub/library/debian:13-slim',
    );
  });
});

describe('the end of life of a version', () => {
  const row = findVersion('alpine', '3.22');

  it('is its first day without support', () => {
    assert.ok(row);
    assert.equal(row.endOfLife, '2027-05-01');
    assert.equal(isPastEndOfLife(row, '2027-04-30'), false);
    assert.equal(isPastEndOfLife(row, '2027-05-01'), true);
    assert.equal(isPastEndOfLife(row, '2027-05-02'), true);
  });

  it('is not reached where none is announced', () => {
    const [newest] = catalogImage('golang').versions;
    assert.equal(newest?.endOfLife, null);
    assert.equal(isPastEndOfLife(newest, '9999-12-31'), false);
  });

  it('is the day from which it is refused, with the date and what would do', () => {
    const given = { base: 'alpine', baseVersion: '3.22' };
    const on = (day: string) => ({ today: day });
    assert.equal(parsed(given, {}, on('2027-04-30')).baseVersion, '3.22');
    assert.equal(
      refusal(given, {}, on('2027-05-01')),
      '--base-version "3.22" has had no security support since 2027-05-01. Use 3.24 or 3.23, or pass --allow-eol to accept it.',
    );
    assert.equal(parsed({ ...given, allowEol: true }, {}, on('2027-05-01')).baseVersion, '3.22');
  });

  it("is the release's for a patch, a variant and a tag of it", () => {
    for (const baseVersion of ['3.12', '3.12.1', '3.12-foo'])
      assert.match(refusal({ base: 'alpine', baseVersion }), /since 2022-05-01\. Use 3\.24, /);
    for (const baseVersion of ['11', '11-slim', '11.9', '11.9-slim'])
      assert.match(refusal({ base: 'debian', baseVersion }), /since 2024-08-14\. Use 13,/);
  });

  it('is refused for a language in the same way', () => {
    assert.match(
      refusal({ languageVersion: '1.25' }),
      /^--language-version "1\.25" has had .* 1\.27 or 1\.26,/,
    );
    assert.equal(parsed({ languageVersion: '1.25', allowEol: true }).languageVersion, '1.25');
  });

  it('is never taken for a default, not even where it is allowed', () => {
    assert.equal(parsed({ base: 'debian', allowEol: true }).baseVersion, '13');
    assert.match(
      refusal({ base: 'debian' }, {}, { today: '2100-01-01' }),
      /^--base-version has no supported version left\. Use --allow-eol to accept one past its end of life\.$/,
    );
  });

  it('of all that is known leaves the tools and the tour the newest that there was', () => {
    const { files } = planProject(parsed({ extras: 'tour' }), '2100-01-01');
    const { toolbox, tour } = files[0]?.context ?? {};
    assert.equal(toolbox, 'docker.io/library/alpine:3.24');
    assert.equal(tour?.large, 'docker.io/library/ubuntu:26.04');
    assert.equal(tour?.small, 'docker.io/library/alpine:3.24');
  });
});

describe('a version that is looked up', () => {
  const rows: readonly [CatalogId, string, string | undefined][] = [
    ['alpine', '3.24', '3.24'],
    ['alpine', '3.12.1', '3.12'],
    ['alpine', '3.2', undefined],
    ['alpine', '3.240', undefined],
    ['alpine', '3', undefined],
    ['alpine', 'edge', undefined],
    ['alpine', '', undefined],
    ['debian', '13', '13'],
    ['debian', '13-slim', '13'],
    ['debian', '13.2-slim', '13'],
    ['debian', 'trixie', undefined],
    ['golang', '1.27-trixie', '1.27'],
    ['golang', '1.27.1', '1.27'],
    ['golang', '1.2', undefined],
    ['distroless-static', 'debian13', 'debian13'],
    ['distroless-static', 'debian12', 'debian12'],
    ['ubuntu', '24.04', '24.04'],
  ];
  for (const [image, wanted, version] of rows)
    it(`is ${version ?? 'not known'}: ${image} ${JSON.stringify(wanted)}`, () => {
      assert.equal(findVersion(image, wanted)?.version, version);
      const written = catalogImage(image).versions.filter((row) =>
        versionPattern(row).test(wanted),
      );
      assert.deepEqual(
        written.map((row) => row.version),
        version === undefined ? [] : [version],
      );
    });
});
