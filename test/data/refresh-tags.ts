/**
 * npm run tags -- OFFICIAL-IMAGES DISTROLESS: writes test/data/official-tags.json from clones, with their
 * history, of https://github.com/docker-library/official-images and
 * https://github.com/GoogleContainerTools/distroless. A tag that was published once stays in the
 * registry, so the tags of versions that have ended count too.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { catalog } from '../../src/images/catalog.ts';

const [officialImages = '', distroless = ''] = process.argv.slice(2);

const git = (clone: string, ...args: string[]): string =>
  execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', maxBuffer: 2 ** 30 });

/** The tags that a file has ever listed, as its added lines in the history say. */
function everListed(clone: string, path: string, tagsOf: (line: string) => readonly string[]) {
  const added = git(clone, 'log', '-p', '--format=', '--unified=0', '--', path)
    .split('\n')
    .filter((line) => line.startsWith('+'));
  return new Set(added.flatMap((line) => tagsOf(line.slice(1))));
}

/** Tags of a version that the catalog has: 26-trixie of 26, and not 26.7.0-trixie. */
function isWanted(tag: string, versions: readonly string[]): boolean {
  const words = tag.split('-');
  const isPatch = words.some((word) => /^\d+(\.\d+){2,}/.test(word));
  return !isPatch && versions.some((version) => words.includes(version));
}

function officialTags(repository: string, versions: readonly string[]): string[] {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const listed = everListed(officialImages, `library/${name}`, (line) =>
    /^(Shared)?Tags: /.test(line) ? line.slice(line.indexOf(':') + 1).split(/[ ,]+/) : [],
  );
  return [...listed].filter((tag) => isWanted(tag, versions)).sort();
}

function distrolessTags(repository: string): string[] {
  const row = `| ${repository} `;
  const listed = everListed(distroless, 'README.md', (line) =>
    line.startsWith(row) ? (line.split('|')[2] ?? '').trim().split(', ') : [],
  );
  return [...listed].sort();
}

/** Every repository of the catalog, with the versions in it. */
function repositories(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const image of Object.values(catalog))
    for (const { version, repository = image.repository } of image.versions)
      found.set(repository, [...(found.get(repository) ?? []), version]);
  return found;
}

const tags = [...repositories()].map(([repository, versions]) => [
  repository,
  repository.startsWith('docker.io/library/')
    ? officialTags(repository, versions)
    : distrolessTags(repository),
]);
const sources = Object.entries({
  'docker-library/official-images': officialImages,
  'GoogleContainerTools/distroless': distroless,
}).map(([name, clone]) => {
  const [commit, date] = git(clone, 'log', '-1', '--format=%H %cs').trim().split(' ');
  return { repository: `https://github.com/${name}`, commit, date };
});
const data = { sources, tags: Object.fromEntries(tags) };
writeFileSync(
  new URL('official-tags.json', import.meta.url),
  `${JSON.stringify(data, undefined, 2)}\n`,
);
