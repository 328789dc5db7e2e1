/** An image as a registry is asked for it. */
export interface ImageName {
  /** Host and port, as it is written. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  /** Where the registry is asked; what a mirror is called may be no address, as one whose port is too large. */
  readonly address: string;
  /** What Docker keeps the login under. */
  readonly login: string;
}

/** Docker Hub is asked at another place than its name says, and its login is kept under a third. */
const dockerHub = {
  address: 'https://registry-1.docker.io',
  login: 'https://index.docker.io/v1/',
} as const;

/** Takes a full reference apart, as imageReference makes it: registry/repository:tag. */
export function parseReference(reference: string): ImageName {
  const slash = reference.indexOf('/');
  const colon = reference.lastIndexOf(':');
  const registry = reference.slice(0, slash);
  const name = {
    registry,
    repository: reference.slice(slash + 1, colon),
    tag: reference.slice(colon + 1),
  };
  if (registry === 'docker.io' || registry === 'index.docker.io') return { ...name, ...dockerHub };
  const here = `http://${registry}`;
  const scheme = URL.canParse(here) && isLoopback(new URL(here)) ? 'http' : 'https';
  return { ...name, address: `${scheme}://${registry}`, login: registry };
}

/** This machine: what is sent there needs no encryption, and Docker asks for none either. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** Every other name of this machine, too: a registry elsewhere has no business to name one. */
export function isThisMachine(url: URL): boolean {
  const { hostname } = url;
  return (
    isLoopback(url) ||
    /(^|\.)localhost\.?$/.test(hostname) ||
    /^(0\.0\.0\.0|\[::\]|\[::ffff:(7f[\da-f]{2}:[\da-f]+|0:0)\])$/.test(hostname)
  );
}
