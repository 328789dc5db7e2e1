import {
  type Detection,
  type DockerfileHints,
  type Fact,
  type Files,
  fact,
} from '../languages/detection.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { detections } from './detections.ts';
import { filesBelow } from './files.ts';

/** Where the program is, and its language. */
export interface Place {
  readonly folder: Fact;
  readonly language: Fact;
  readonly detection: Detection;
  readonly files: Files;
}

/** Folders with manifests that are not programs. */
const noPrograms =
  /(^|\/)(tests?|e2e|examples?|samples?|docs?|fixtures?|scripts|tools|bench\w*|website)(\/|$)/;

/** How deep a program may be, if there is none at the root. */
const deepest = 2;

/**
 * Finds the one program of a repository.
 *
 * @throws Refusal if there is none, or more than one.
 */
export function placeOf(
  files: Files,
  root: string,
  dockerfile: DockerfileHints | undefined,
): Place {
  const here = languageIn(files, '.', dockerfile);
  if (!here) return only(foldersWithManifest(files), files, root, dockerfile);
  const members = here.detection.members?.(files);
  return members ? only(members, files, root, dockerfile) : here;
}

function only(
  folders: readonly string[],
  files: Files,
  root: string,
  dockerfile: DockerfileHints | undefined,
): Place {
  const [one, ...others] = folders;
  if (one === undefined)
    throw new Refusal(
      `${root} has no program that can be recognised: none of ${manifests().join(', ')} is at its root or in one of its folders. Name the folder of the program.`,
      exitCodes.usage,
    );
  if (others.length > 0)
    throw new Refusal(
      `${root} has several programs: ${[one, ...others].join(', ')}. Name the folder of one of them.`,
      exitCodes.usage,
    );
  const found = languageIn(filesBelow(files, one), one, dockerfile);
  if (!found)
    throw new Refusal(
      `${root}/${one} has no manifest of a language. Name the folder of the program.`,
      exitCodes.usage,
    );
  return { ...found, folder: fact(one, 'the only folder with a program', 'convention') };
}

const manifests = () => Object.values(detections).flatMap(({ manifests: [first] }) => first ?? []);

function foldersWithManifest(files: Files): readonly string[] {
  const names = new Set(Object.values(detections).flatMap(({ manifests: all }) => all));
  const folders = files.paths
    .filter((path) => names.has(path.split('/').at(-1) ?? ''))
    .map((path) => path.split('/').slice(0, -1).join('/'))
    .filter((folder) => folder.split('/').length <= deepest && !noPrograms.test(folder));
  const unique = [...new Set(folders)];
  // A manifest below another one is a part of that program.
  return unique.filter((folder) => !unique.some((other) => folder.startsWith(`${other}/`)));
}

/** Refuses a manifest that isn't text, or that can't be a manifest. */
function refuseUnusable(
  files: Files,
  folder: string,
  manifest: string,
  { fault }: Detection,
): void {
  const path = folder === '.' ? manifest : `${folder}/${manifest}`;
  const sentence =
    files.text(manifest) === undefined
      ? `${path} isn't text of at most 1 MiB. Restore it from version control.`
      : fault?.(files);
  if (sentence) throw new Refusal(sentence, exitCodes.usage);
}

/** The language of the files in a folder. Of several, the image of the Dockerfile decides. */
function languageIn(
  files: Files,
  folder: string,
  dockerfile: DockerfileHints | undefined,
): Place | undefined {
  const present = Object.entries(detections).flatMap(([id, detection]) => {
    const manifest = detection.manifests.find(files.has);
    return manifest ? [{ id, detection, manifest }] : [];
  });
  const built = present.filter(({ detection }) =>
    dockerfile?.images.some((image) => detection.images.test(image)),
  );
  const main = present.filter(({ detection }) => !detection.isOftenAside);
  const candidates = [built, main, present].find(({ length }) => length > 0) ?? [];
  const [one] = candidates;
  if (!one) return undefined;
  refuseUnusable(files, folder, one.manifest, one.detection);
  const place = { detection: one.detection, files, folder: fact(folder, 'a manifest is here') };
  const isSaid = present.length === 1 || built.length === 1;
  const from =
    built.length === 1 && present.length > 1 ? `${dockerfile?.path}: FROM` : one.manifest;
  return { ...place, language: fact(one.id, from, isSaid ? 'said' : 'guess') };
}
