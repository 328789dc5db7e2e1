import type { Files } from '../../src/languages/detection.ts';
import { texts } from '../../src/languages/rules.ts';
import { record, valueAt } from '../../src/record.ts';

const project = 'pyproject.toml';

/** A requirement's name, as PyPI compares it. */
const nameIn = (requirement: string) =>
  /^\s*([A-Za-z0-9][\w.-]*)/.exec(requirement)?.[1]?.toLowerCase().replaceAll(/[_.]+/g, '-') ?? '';

/** The lines of a requirements file, and of the files that it includes. */
function requirements(files: Files, path: string, depth = 0): readonly string[] {
  return (files.text(path) ?? '').split('\n').flatMap((line) => {
    const included = /^(?:-r|--requirement)[ =](\S+)/.exec(line)?.[1];
    if (!included) return /^[A-Za-z0-9]/.test(line) ? [line] : [];
    const folder = path.split('/').slice(0, -1);
    return depth < 3
      ? requirements(files, [...folder, included].join('/').replace(/^\.\//, ''), depth + 1)
      : [];
  });
}

/** Names of the direct dependencies. */
export function dependencies(files: Files): readonly string[] {
  const data = files.data(project);
  const pipfile = files.data('Pipfile');
  const listed = requirements(
    files,
    files.has('requirements.txt') ? 'requirements.txt' : 'requirements.in',
  );
  return [
    ...texts(valueAt(data, 'project', 'dependencies')),
    ...Object.keys(record(valueAt(data, 'tool', 'poetry', 'dependencies'))),
    ...Object.keys(record(pipfile?.packages)),
    ...listed,
  ]
    .map(nameIn)
    .filter((name) => name !== '' && name !== 'python');
}

/** Requirements without a version change from one build to the next. */
export function unpinned(files: Files): string | undefined {
  const isLocked = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock'].some(files.has);
  const loose = isLocked
    ? undefined
    : requirements(files, 'requirements.txt').find((line) => !/==|@/.test(line));
  return (
    loose &&
    `requirements.txt doesn't pin ${nameIn(loose)}, so two builds could differ. Pin all packages: uv pip compile or pip-compile writes such a file.`
  );
}
