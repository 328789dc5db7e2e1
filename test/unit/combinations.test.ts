import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { catalogImage, offeredVersions } from '../../src/images/catalog.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { packageUrl } from '../../src/package.ts';
import { combinationsInCi, imagesFor, standIns } from '../e2e/combinations.ts';
import { today } from '../rendered-project.ts';

describe("this repository's workflow of real images", () => {
  it('has a job for each language', () => {
    const text = readFileSync(packageUrl('.github/workflows/real-images.yaml'), 'utf8');
    const { jobs } = parse(text);
    assert.deepEqual(
      jobs.prove.strategy.matrix.language,
      languages.map(({ id }) => id),
    );
  });
});

describe('the combinations that CI builds', () => {
  const rows = combinationsInCi();

  it('are few', () => {
    assert.ok(rows.length <= 5 * languages.length, `${rows.length} of them`);
  });

  it('have the default version of each language, in every kind and on every base', () => {
    for (const language of languages) {
      const own = rows.filter((row) => row.language === language);
      const [version] = offeredVersions(language.toolchain, today, false);
      const inDefault = own.filter((row) => row.version === version?.version);
      assert.ok(
        inDefault.length > 0,
        `test/engine/images has no image for ${language.id} ${version?.version}`,
      );
      assert.deepEqual(new Set(own.map(({ base }) => base)), new Set(language.bases));
      assert.deepEqual(new Set(own.map(({ kind }) => kind)), new Set(Object.keys(kinds)));
    }
  });

  it('use every stand-in of a toolchain that CI makes', () => {
    const used = new Set(rows.flatMap(imagesFor));
    const toolchains = languages.flatMap(({ toolchain }) => catalogImage(toolchain).repository);
    const unused = standIns().filter(
      (image) => toolchains.some((name) => image.startsWith(`${name}:`)) && !used.has(image),
    );
    assert.deepEqual(unused, [], 'images in test/engine/images that no service is built from');
  });
});
