/** What a language's service is measured by. */
export interface Subject {
  /** Id of the language. */
  readonly language: string;
  /** File that a line is added to before each rebuild. */
  readonly edited: string;
  /** A line of code that no other variant and no other round has. */
  readonly lineOf: (mark: string) => string;
  /**
   * Paths in the image, without a slash in front, of what no image can be without: the stripped
   * executable, or the runtime with its library and what the loader needs.
   */
  readonly core: RegExp;
}

export const subjects: readonly Subject[] = [
  {
    language: 'go',
    edited: 'main.go',
    lineOf: (mark) => `var edit${mark} = "${mark}"`,
    core: /^app$/,
  },
  {
    language: 'python',
    edited: 'src/service/main.py',
    lineOf: (mark) => `EDIT_${mark} = "${mark}"`,
    core: /^usr\/local\/(bin\/python3|lib\/(libpython3|python3\.)\S*)$|^usr\/lib(64)?\/\S*\.so\S*$/,
  },
  {
    language: 'node',
    edited: 'src/log.ts',
    lineOf: (mark) => `export const edit${mark} = '${mark}';`,
    core: /^usr\/(local\/bin\/node|lib\S*\/\S+\.so\S*)$/,
  },
  {
    language: 'python',
    edited: 'src/service/main.py',
    lineOf: (mark) => `EDIT_${mark} = "${mark}"`,
    core: /^usr\/(local\/(bin|lib)\/\S+|lib\S*\/\S+\.so\S*)$/,
  },
  {
    language: 'java',
    edited: 'src/main/java/com/example/bench/Main.java',
    lineOf: (mark) => `final class Edit${mark} {}`,
    core: /^(opt\/jre\/\S+|usr\/lib\S*\/\S+\.so\S*)$/,
  },
  {
    language: 'cpp',
    edited: 'src/routes.cpp',
    lineOf: (mark) =>
      `namespace app { extern const char edit${mark}; const char edit${mark} = 1; }`,
    core: /^app$/,
  },
];
