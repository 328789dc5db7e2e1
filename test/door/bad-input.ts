/** Something typed that cannot be, and what the sentence about it has to name. */
export interface BadInput {
  readonly title: string;
  readonly name?: string;
  /** Flags without their dashes. */
  readonly flags?: Readonly<Record<string, string>>;
  readonly says: readonly string[];
}

const nameRule = ['name', 'Use at most 63 lower-case letters, digits and dashes'];

const names: readonly BadInput[] = [
  ['a newline', 'demo\nRUN id', '"demo\\nRUN id"'],
  ['a quote', "de'mo", '"de\'mo"'],
  ['a command', '$(id)', '"$(id)"'],
  ['a way out of the folder', '../demo', '"../demo"'],
  ['an absolute path', '/tmp/demo', '"/tmp/demo"'],
  ['64 characters', 'a'.repeat(64), '"aaaa'],
  ['a capital letter', 'Demo', '"Demo"'],
].map(([what = '', name = '', shown = '']) => ({
  title: `a name with ${what}`,
  name,
  says: [...nameRule, shown],
}));

/** Everything that the doors must refuse, with one clear sentence. */
export const badInputs: readonly BadInput[] = [
  ...names,
  {
    title: 'a port that only root may use',
    flags: { port: '80' },
    says: ['--port "80"', 'a whole number from 1025 to 65535'],
  },
  {
    title: 'a port that is not a number',
    flags: { port: 'http' },
    says: ['--port "http"', 'a whole number from 1025 to 65535'],
  },
  {
    title: 'the base latest',
    flags: { base: 'latest' },
    says: ['--base "latest"', 'scratch, distroless, alpine or debian'],
  },
  {
    title: 'a base with an empty tag',
    flags: { base: 'alpine:' },
    says: ['--base "alpine:"', 'scratch, distroless, alpine or debian'],
  },
  {
    title: 'the tag latest',
    flags: { base: 'alpine', 'base-version': 'latest' },
    says: ['--base-version "latest"', "builds aren't repeatable", 'Use 3.'],
  },
  {
    title: 'a base past its end of life',
    flags: { base: 'alpine', 'base-version': '3.12' },
    says: ['--base-version "3.12"', 'since 2022-05-01', 'Use 3.', '--allow-eol'],
  },
  {
    title: 'an unknown language',
    flags: { language: 'cobol' },
    says: ['--language "cobol"', 'Use go'],
  },
  {
    title: 'an unknown hardening option',
    flags: { with: 'no-shel' },
    says: ['--with "no-shel"', 'no-shell'],
  },
  { title: 'an unknown extra', flags: { extras: 'tuor' }, says: ['--extras "tuor"', 'tour'] },
  {
    title: 'an option that is not available',
    flags: { kind: 'worker', with: 'healthcheck' },
    says: ['--with "healthcheck"', 'a worker answers no requests'],
  },
  {
    title: 'an option that cannot be left out',
    flags: { base: 'scratch', without: 'no-shell' },
    says: ['--without "no-shell"', 'the base scratch has no shell'],
  },
];
