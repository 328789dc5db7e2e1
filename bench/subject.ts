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
];
