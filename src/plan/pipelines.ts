import type { Answers } from '../answers/parse.ts';
import { quoteExec, quoteYaml } from '../hardening/quote.ts';
import { type ActionId, actionReference, actions } from '../images/actions.ts';
import { type ProgramId, programReference, programs } from '../images/programs.ts';
import { imageNameOf } from './image-name.ts';

/** What the pipelines of GitHub and GitLab are made of. */
export interface Pipelines {
  /** The text after `uses:` for each action. */
  readonly actions: Readonly<Record<ActionId, string>>;
  /** The full name of each program's image. */
  readonly programs: Readonly<Record<ProgramId, string>>;
  readonly workflow: GithubWorkflow;
  /** The jobs of GitLab. */
  readonly job: GitlabJobs;
  readonly github: GithubPublishing;
  readonly gitlab: GitlabPublishing;
}

/** A workflow of GitHub: its place, and the folder that it builds. */
export interface GithubWorkflow {
  readonly name: string;
  /** Relative to the root of the repository. */
  readonly path: string;
  /** Changes that start it, as a list of YAML; empty for all changes. */
  readonly changes: string;
  /** Folder of the service as a word of YAML; empty for the root of the repository. */
  readonly folder: string;
  /** Path of the image's archive, as a word of YAML. */
  readonly archive: string;
}

/** The jobs of GitLab for a service: how they are named, and the folder that they build. */
export interface GitlabJobs {
  readonly prefix: string;
  /** Folder of the service as a word of YAML; empty for the root of the repository. */
  readonly folder: string;
  /** The same before the name of a file. */
  readonly archiveFolder: string;
  /** Changes that start them, as a list of YAML; empty for all changes. */
  readonly changes: string;
}

/**
 * The jobs of a service.
 *
 * @param folder of the service, from the root of the repository; empty for the root itself
 */
export function gitlabJobsOf(folder: string): GitlabJobs {
  if (folder === '') return { prefix: '', folder: '', archiveFolder: '', changes: '' };
  return {
    prefix: `${folder.replaceAll('/', '-')}-`,
    folder,
    archiveFolder: `${folder}/`,
    changes: quoteExec([`${folder}/**/*`, '.gitlab-ci.yml']),
  };
}

/**
 * The workflow of a service.
 *
 * @param folder of the service, from the root of the repository; empty for the root itself
 */
export function workflowOf(folder: string): GithubWorkflow {
  const name = folder === '' ? 'image' : folder.replaceAll('/', '-');
  const path = `.github/workflows/${name}.yaml`;
  return {
    name: quoteYaml(name),
    path,
    changes: folder === '' ? '' : quoteExec([`${folder}/**`, path]),
    folder: folder === '' ? '' : quoteYaml(folder),
    archive: folder === '' ? 'image.tar' : quoteYaml(`${folder}/image.tar`),
  };
}

/** Where an image is published, and with which login. */
interface Publishing {
  /** The image without its tag, as a word in which the pipeline fills in variables of its own. */
  readonly image: string;
  /** The same for people, who read it in the README. */
  readonly shownImage: string;
  /** Host of the registry, name of a user and password, in the pipeline's words. */
  readonly host: string;
  readonly username: string;
  readonly password: string;
  /** Whether the name and password are the user's to set up. */
  readonly hasOwnLogin: boolean;
}

export interface GithubPublishing extends Publishing {
  /** The host as a scalar of YAML: a host may look like a number. */
  readonly yamlHost: string;
  /** What the job that publishes may do; all other jobs read the source. */
  readonly permissions: readonly { readonly line: string; readonly why: string }[];
}

export type GitlabPublishing = Publishing;

/** Derives from answers where the pipelines publish the image, and with what. Pure. */
export function planPipelines(answers: Answers): Pipelines {
  return {
    actions: mapValues(actions, actionReference),
    programs: mapValues(programs, (program) => programReference(program, answers.mirror)),
    workflow: workflowOf(''),
    job: gitlabJobsOf(''),
    github: planGithub(answers),
    gitlab: planGitlab(answers),
  };
}

/** GitHub's own registry where none is named: it has no capital letters in names, unlike owners. */
function planGithub(answers: Answers): GithubPublishing {
  const { name, registry } = answers;
  const host = hostOf(registry || 'ghcr.io');
  const isOwn = host === 'ghcr.io';
  const image = registry ? imageNameOf(answers) : `ghcr.io/\${GITHUB_REPOSITORY_OWNER,,}/${name}`;
  return {
    image,
    shownImage: registry ? image : `ghcr.io/OWNER/${name}`,
    host,
    yamlHost: quoteYaml(host),
    username: isOwn ? '${{ github.actor }}' : '${{ secrets.REGISTRY_USERNAME }}',
    password: isOwn ? '${{ github.token }}' : '${{ secrets.REGISTRY_PASSWORD }}',
    hasOwnLogin: !isOwn,
    permissions: [
      ...(isOwn ? [{ line: 'packages: write', why: 'to push the image' }] : []),
      { line: 'id-token: write', why: 'to sign it as this workflow' },
    ],
  };
}

/** The project's own registry where none is named. */
function planGitlab(answers: Answers): GitlabPublishing {
  const { registry } = answers;
  const host = registry ? hostOf(registry) : '$CI_REGISTRY';
  const isOwn = !registry || host === 'registry.gitlab.com';
  const image = registry ? imageNameOf(answers) : '$CI_REGISTRY_IMAGE';
  return {
    image: registry ? quoteYaml(image) : image,
    shownImage: registry ? image : 'registry.gitlab.com/GROUP/PROJECT',
    host,
    username: isOwn ? '$CI_REGISTRY_USER' : '$REGISTRY_USERNAME',
    password: isOwn ? '$CI_REGISTRY_PASSWORD' : '$REGISTRY_PASSWORD',
    hasOwnLogin: !isOwn,
  };
}

/** The host of a registry, without the path in it. */
function hostOf(registry: string): string {
  return registry.split('/', 1).join('');
}

function mapValues<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  change: (value: From) => To,
): Readonly<Record<Key, To>> {
  const entries = Object.entries<From>(record).map(([key, value]) => [key, change(value)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}
