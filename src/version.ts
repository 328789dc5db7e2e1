import packageJson from '../package.json' with { type: 'json' };

/** The version of this package. */
export const { version } = packageJson;

/**
 * Negative if a version comes before another, positive if it comes after it, and 0 if both are the same.
 * A pre-release comes before its release. Source: https://semver.org, item 11
 */
export function orderOfVersions(one: string, other: string): number {
  const compare = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });
  const [core = '', preRelease = ''] = one.split(/-(.*)/s);
  const [otherCore = '', otherPreRelease = ''] = other.split(/-(.*)/s);
  const isRelease = (text: string) => Number(text === '');
  return (
    compare(core, otherCore) ||
    isRelease(preRelease) - isRelease(otherPreRelease) ||
    compare(preRelease, otherPreRelease)
  );
}
