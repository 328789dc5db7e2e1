import type { Answers } from '../answers/parse.ts';
import { dependabot } from '../extras/dependabot.ts';
import { github } from '../extras/github.ts';
import { gitlab } from '../extras/gitlab.ts';
import { renovate } from '../extras/renovate.ts';
import { planContext, serviceOf } from './context.ts';
import { gitlabJobsOf, workflowOf } from './pipelines.ts';
import { planUpdatesOf } from './updates.ts';

/** A service of a list, and its folder from the root of the repository, with forward slashes. */
export interface Member {
  readonly answers: Answers;
  readonly folder: string;
  /** The day as YYYY-MM-DD. */
  readonly today: string;
}

/** A file at the root of a repository that several services share. */
export interface SharedFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** Relative to templates/. */
  readonly template: string;
  readonly context: object;
}

/** Path of the one pipeline of GitLab for all services of a repository. */
const gitlabPath = '.gitlab-ci.yml';

/** Paths of the files that update all services of a repository. */
const updatePaths: Readonly<Record<string, string>> = {
  // JSON with comments, because its last line shows whether it was edited.
  [renovate.id]: 'renovate.json5',
  [dependabot.id]: '.github/dependabot.yml',
};

/** Paths of files that several services share, by extra. */
export const sharedPaths: Readonly<Record<string, string>> = {
  ...updatePaths,
  [gitlab.id]: gitlabPath,
};

/**
 * The path at the root of a repository from which a service in a subfolder gets what an extra's own
 * file would give it; undefined if the extra has no such file.
 */
export function sharedPathOf(extra: string, folder: string): string | undefined {
  return extra === github.id ? workflowOf(folder).path : sharedPaths[extra];
}

/** Files for the root of a repository: a GitHub workflow per service, and one file each for GitLab and the
 * update bots. Pure. */
export function planWorkspace(members: readonly Member[]): readonly SharedFile[] {
  const withExtra = (id: string) =>
    members.filter(({ answers }) => answers.extras?.some((extra) => extra === id));
  const updated = [renovate.id, dependabot.id].filter((id) => withExtra(id).length > 0);
  return [
    ...withExtra(github.id).map(workflowFile),
    ...gitlabFile(withExtra(gitlab.id)),
    ...updated.map((id) => ({
      path: updatePaths[id] ?? '',
      template: templateOf(id === renovate.id ? renovate : dependabot),
      context: { updates: planUpdatesOf(withExtra(id).map(updatedService)) },
    })),
  ];
}

/** The template of an extra's one file, which makes the shared file as well. */
function templateOf({ id, files }: { id: string; files: () => readonly string[] }): string {
  return `_extras/${id}/${files().join()}`;
}

function workflowFile({ answers, folder, today }: Member): SharedFile {
  const context = planContext(answers, today, new Map());
  const workflow = workflowOf(folder);
  return {
    path: workflow.path,
    template: templateOf(github),
    context: { ...context, pipelines: { ...context.pipelines, workflow } },
  };
}

function gitlabFile(members: readonly Member[]): SharedFile[] {
  if (members.length === 0) return [];
  const services = members.map(({ answers, folder, today }) => {
    const context = planContext(answers, today, new Map());
    const { gitlab: publishing } = context.pipelines;
    // The repository's own registry has one image per service.
    const image = answers.registry ? publishing.image : `${publishing.image}/${answers.name}`;
    const pipelines = { ...context.pipelines, gitlab: { ...publishing, image } };
    return { ...context, pipelines, job: gitlabJobsOf(folder) };
  });
  const template = `_extras/${gitlab.id}/_list.yml.ejs`;
  return [{ path: gitlabPath, template, context: { services } }];
}

function updatedService({ answers, folder }: Member) {
  return { answers, service: serviceOf(answers), folder };
}
