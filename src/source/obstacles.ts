import type { Detection, Files, Hints } from '../languages/detection.ts';

/** Something that has to change in a repository first: how it is seen, and the sentence with the way out. */
type Obstacle = (files: Files, root: Files, hints: Hints) => string | undefined;

const script: Obstacle = (_files, _root, { dockerfile }) => {
  const path = dockerfile?.command.find((word) => /\.sh$/.test(word));
  return path
    ? `The image starts with the script ${path}, which needs a shell. Move its work into the program or into a separate command.`
    : undefined;
};

const migration: Obstacle = (files, _root, { dockerfile }) => {
  const start = [dockerfile?.command.join(' ') ?? '', files.text('Procfile') ?? ''];
  const found = start.map((text) => migrating.exec(text)?.[0]).find(Boolean);
  return found && migrates(found);
};

const migrating = /\b(migrate|upgrade head|db push|db:migrate)\b/;

/** The sentence about a command that migrates a database and then starts the program. */
function migrates(command: string): string {
  return `The program migrates its database when it starts (${command}). Run migrations as a separate command, because several instances start at once.`;
}

const submodule: Obstacle = (_files, root) => {
  const paths = [...(root.text('.gitmodules') ?? '').matchAll(/^\s*path\s*=\s*(\S+)$/gm)].map(
    ([, path = '']) => path,
  );
  const missing = paths.find((path) => !root.paths.some((one) => one.startsWith(`${path}/`)));
  return missing
    ? `The submodule ${missing} isn't there. Run git submodule update --init.`
    : undefined;
};

const tooMany: Obstacle = (_files, root) =>
  root.isWhole
    ? undefined
    : 'The repository has more than 20,000 files, and the others were not looked at. Name the folder of the program.';

const obstacles: readonly Obstacle[] = [script, migration, submodule, tooMany];

/** The changes that are needed before an image can be made, as sentences. */
export function obstaclesOf(
  files: Files,
  root: Files,
  hints: Hints,
  { obstacles: own = [] }: Detection,
): readonly string[] {
  return [
    ...obstacles.map((obstacle) => obstacle(files, root, hints)),
    ...own.map((obstacle) => obstacle(files)),
  ].filter((sentence) => sentence !== undefined);
}
