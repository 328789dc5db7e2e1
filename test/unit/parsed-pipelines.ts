import { parse, type YAMLSeq } from 'yaml';
import { languages } from '../../src/languages/languages.ts';
import { type RenderedProject, renderedProject } from '../rendered-project.ts';

/** A step of a job of GitHub's. */
export interface Step {
  readonly name: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface GithubJob {
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly permissions: Readonly<Record<string, string>>;
  readonly 'timeout-minutes': number;
  readonly environment?: string;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, GithubJob>>;
}

/** A job of GitLab's, or what such jobs extend. */
export interface GitlabJob {
  readonly extends?: string;
  readonly rules?: readonly { readonly if: string }[];
  readonly script?: readonly (string | readonly string[])[];
  readonly before_script?: readonly (string | readonly string[])[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly id_tokens?: Readonly<Record<string, unknown>>;
  readonly interruptible?: boolean;
  readonly resource_group?: string;
}

/** The extras of the door `ci` that need no other. */
export const pipelineExtras = ['github', 'gitlab', 'renovate', 'dependabot'];

/** A project with pipelines for every language and kind, with a registry, a mirror and without. */
export const pipelineProjects: readonly RenderedProject[] = languages.flatMap(({ id: language }) =>
  ['http', 'worker'].flatMap((kind) =>
    [
      {},
      { registry: 'ghcr.io/acme' },
      { registry: 'registry.example.com:5000/shop', mirror: 'mirror.example.com/hub' },
    ].map((names) =>
      renderedProject({ language, kind, name: 'orders', extras: pipelineExtras, ...names }),
    ),
  ),
);

export function workflowOf({ text }: Pick<RenderedProject, 'text'>): Workflow {
  return parse(text('.github/workflows/image.yaml')) as Workflow;
}

/** The jobs of .gitlab-ci.yml, and the jobs that they extend. */
export function gitlabJobsOf({ text }: RenderedProject): Readonly<Record<string, GitlabJob>> {
  const { stages, workflow, variables, ...jobs } = parse(text('.gitlab-ci.yml'), {
    customTags: [{ tag: '!reference', collection: 'seq', resolve: (seq) => seq as YAMLSeq }],
  });
  return jobs as Readonly<Record<string, GitlabJob>>;
}

/** Every script that a pipeline of the project gives to a shell, by what it belongs to. */
export function scriptsOf(project: RenderedProject): ReadonlyMap<string, string> {
  const github = Object.entries(workflowOf(project).jobs).flatMap(([job, { steps }]) =>
    steps.flatMap(({ name, run }) => (run ? [[`GitHub, ${job}: ${name}`, run] as const] : [])),
  );
  const gitlab = Object.entries(gitlabJobsOf(project)).map(
    ([job, { before_script = [], script = [] }]) => {
      const lines = [...before_script, ...script].filter((line) => typeof line === 'string');
      return [`GitLab, ${job}`, lines.join('\n')] as const;
    },
  );
  return new Map([...github, ...gitlab]);
}
