import { readPackageJson } from '../src/package.ts';

/** The version of this package. */
export function version(): string {
  return readPackageJson<{ version: string }>('package.json').version;
}
