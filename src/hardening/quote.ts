/**
 * A value as a double-quoted word of a Dockerfile, in which nothing is expanded.
 * Source: https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function quoteDockerfile(value: string): string {
  return `"${value.replaceAll(/[\\"$]/g, '\\$&')}"`;
}

/** A value as one word of a POSIX shell, in which nothing is expanded (POSIX.1-2017, XCU 2.2.2). */
export function quoteShell(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
