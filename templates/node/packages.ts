import { type Fact, type Files, fact } from '../../src/languages/detection.ts';
import { record, valueAt } from '../../src/record.ts';

/** Name of the file that describes a package. */
export const manifest = 'package.json';

/** Names of its direct dependencies. */
export const dependencies = (files: Files): readonly string[] =>
  Object.keys(record(valueAt(files.data(manifest), 'dependencies')));

/** Packages with an install script, by npm's lock file; by their names, if the lock file doesn't tell. */
export function native(files: Files): readonly Fact[] {
  const packages = files.data('package-lock.json')?.packages;
  if (packages)
    return Object.entries(record(packages))
      .filter(([, entry]) => record(entry).hasInstallScript === true && record(entry).dev !== true)
      .map(([path]) =>
        fact(path.split('node_modules/').at(-1) ?? path, 'package-lock.json: hasInstallScript'),
      );
  const known =
    /^(sharp|bcrypt|better-sqlite3|sqlite3|canvas|argon2|node-sass|re2|cpu-features|@prisma\/client)$/;
  return dependencies(files)
    .filter((name) => known.test(name))
    .map((name) => fact(name, manifest, 'guess'));
}

/** Packages that compile their native part, where others bring it along. */
const compiled =
  /^(better-sqlite3|sqlite3|bcrypt|argon2|canvas|re2|cpu-features|node-expat|bufferutil|utf-8-validate|libxmljs2?)$/;

/** The packages whose install scripts have to run. */
export function scripts(files: Files): readonly string[] {
  return native(files)
    .map(({ value }) => value)
    .filter((name) => compiled.test(name));
}
