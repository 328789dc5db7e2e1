import { readFileSync } from 'node:fs';

/**
 * URL of a file of this package, the same from source, from dist/ and from an
 * installed copy: package.json is the one fixed point of all three.
 */
export function packageUrl(path: string): URL {
  return new URL(path, import.meta.resolve('#package.json'));
}

/** Text of a file of this package. */
export function readPackageFile(path: string): string {
  return readFileSync(packageUrl(path), 'utf8');
}
