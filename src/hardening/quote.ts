/**
 * A value as a double-quoted word of a Dockerfile, in which nothing is expanded.
 * Source: https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function quoteDockerfile(value: string): string {
  return `"${value.replaceAll(/[\\"$]/g, '\\$&')}"`;
}

/**
 * Words as an exec-form array: JSON, with a space after each comma as people write it.
 * Source: https://docs.docker.com/reference/dockerfile/#exec-form
 */
export function quoteExec(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** A value as one word of a POSIX shell, in which nothing is expanded (POSIX.1-2017, XCU 2.2.2). */
export function quoteShell(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** A value as a string of HCL, in which nothing is expanded. */
export function quoteHcl(value: string): string {
  return `"${escapeHcl(value)}"`;
}

/**
 * A value within a string of HCL.
 * Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
 */
export function escapeHcl(value: string): string {
  return value.replaceAll(/[\\"]/g, '\\$&').replaceAll(/[$%](?=\{)/g, '$&$&');
}

/** A line as a paragraph of Markdown, in which nothing is markup (CommonMark 0.31, 2.4 and 5.3). */
export function quoteMarkdown(line: string): string {
  return line
    .replaceAll(/[\\`*_<>[\]#~&|]/g, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Words that some YAML parser doesn't read as text: of YAML 1.2, of YAML 1.1, and numbers in Go. */
const yamlWords = new Set('true false null yes no on off y n nan inf infinity'.split(' '));

/**
 * A value as a scalar of YAML that is text to every reader: plain where it can be, and otherwise in
 * double quotes, as in JSON (YAML 1.2.2, 5.7 and 10.3.2; YAML 1.1, https://yaml.org/type/).
 */
export function quoteYaml(value: string): string {
  // An exponent alone is a number to some readers of 1.1.
  const isPlain = /^(?!e[-+]?\d+$)[a-z]([\w./:-]*\w)?$/i.test(value);
  return isPlain && !yamlWords.has(value.toLowerCase()) ? value : JSON.stringify(value);
}
