import type { Fitted, Language, Program } from './language.ts';

/** Where the code of a service comes from. */
export const sources = {
  sample: {
    id: 'sample',
    title: 'a sample',
    why: 'the generator writes source to start from',
  },
  own: {
    id: 'own',
    title: 'your own program',
    why: 'it exists already; all files are written to hardening/',
  },
} as const;

export type SourceId = keyof typeof sources;

/** Folder of an existing program in its image. It starts there. */
export const programFolder = '/app';

/** How a program may end on SIGTERM: by itself, as Go does without a handler, by SIGINT or by the signal. */
const stopExitCodes: readonly number[] = [0, 2, 130, 143];

/** A language as an existing program needs it. */
export function adoptedLanguage(language: Language, program: Program): Language {
  const { files, environment = [], entrypoint, ...fitted } = language.adoption.fit(program);
  return {
    ...language,
    ...fitted,
    entrypoint: [...entrypoint, ...program.arguments],
    stopExitCodes,
    startSeconds: language.adoption.startSeconds,
    workingFolder: programFolder,
    environment: [...environment, ...portOf(program)],
    memory: { ...language.memory, limitMiB: program.memory },
    context: program.include.map((path) => (path.endsWith('/') ? `!${path}**` : `!${path}`)),
    gitignore: [],
    files: () => files,
  };
}

/** Many programs read their port from this variable. */
function portOf({ kind, port }: Program): NonNullable<Language['environment']> {
  const why = 'The port, for programs that read it from here.';
  return kind === 'http' ? [{ why, name: 'PORT', value: String(port) }] : [];
}

/** What a program has that is compiled to one file: the file, and a probe next to it. */
export function compiledProgram(
  program: Program,
): Pick<Fitted, 'entrypoint' | 'executables' | 'probe' | 'sizeBudget'> {
  const file = `${programFolder}/${program.name}`;
  const probe = '/probe';
  return {
    entrypoint: [file],
    executables: [file, probe],
    probe: [probe, probeAddress(program)],
    sizeBudget: 100_000_000,
  };
}

/** The address that a probe asks. */
export function probeAddress({ port, probe }: Program): string {
  return `http://127.0.0.1:${port}${probe}`;
}
