/** A DNS label that starts with a letter: the name of a container, a host and a Kubernetes object (RFC 1035, 2.3.1). */
export const namePattern = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The nearest legal name for a folder's: lower case, accents dropped, the rest joined by dashes. */
export function nearestName(folder: string): string {
  const name = folder
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return name || 'service';
}
