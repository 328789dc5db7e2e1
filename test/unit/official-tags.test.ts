import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type CatalogVersion, catalog } from '../../src/images/catalog.ts';
import { packageUrl } from '../../src/package.ts';

interface Official {
  readonly sources: readonly { readonly date: string }[];
  /** Every tag that was ever published, by repository. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

const official: Official = JSON.parse(
  readFileSync(packageUrl('test/data/official-tags.json'), 'utf8'),
);
const [asOf = ''] = official.sources.map(({ date }) => date).sort();

/** The tags that the catalog can produce for a version: its own, and those by distribution. */
function tagsOf(row: CatalogVersion & { readonly tags?: Readonly<Record<string, string>> }) {
  return [...new Set([row.tag, ...Object.values(row.tags ?? {})])];
}

describe('tags of the catalog, compared with the official images', () => {
  for (const image of Object.values(catalog))
    for (const row of image.versions) {
      const repository = row.repository ?? image.repository;
      it(`${repository}, version ${row.version}`, () => {
        const published = official.tags[repository];
        assert.ok(published, `${repository}: npm run tags`);
        // The next older version that the data can know has tags of the same form.
        const known = image.versions.find(
          ({ released, version }) =>
            released <= asOf && published.some((tag) => tag.split('-').includes(version)),
        );
        const isNewer = row.released > asOf && known !== undefined;
        for (const tag of tagsOf(row)) {
          const wanted = isNewer ? tag.replace(row.version, known.version) : tag;
          assert.ok(published.includes(wanted), `${repository}:${wanted} was never published`);
        }
      });
    }
});
