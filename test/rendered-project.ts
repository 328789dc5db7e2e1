import type { Surroundings } from '../src/answers/field.ts';
import { type Answers, parseAnswers, type RawAnswers } from '../src/answers/parse.ts';
import { extras } from '../src/extras/extras.ts';
import { bases } from '../src/images/bases.ts';
import { existsOn, supportedVersions } from '../src/images/catalog.ts';
import type { Digests } from '../src/images/reference.ts';
import { kinds } from '../src/languages/kinds.ts';
import type { Language } from '../src/languages/language.ts';
import { languages } from '../src/languages/languages.ts';
import { once } from '../src/memo.ts';
import { type Plan, planProject } from '../src/plan/plan.ts';
import { renderFile } from '../src/plan/render.ts';
import { renderProject } from '../src/project/project.ts';

/** The day on which all tests take place: what is past its end of life is so from here. */
export const today = '2026-11-23';

export const surroundings: Surroundings = { folder: 'my-service', today };

/** A project as it would be written, kept in memory. */
export interface RenderedProject {
  /** The answers that it was made from, on one line: for the titles of tests and for messages. */
  readonly title: string;
  readonly answers: Answers;
  readonly plan: Plan;
  /** Texts by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The text of a file that has to be there. */
  readonly text: (path: string) => string;
}

/** Makes a project of answers, as both doors do, and writes nothing. Files are rendered when they are looked at. */
export function renderedProject(given: RawAnswers, digests?: Digests): RenderedProject {
  const answers = parseAnswers(given, surroundings);
  const plan = planProject(answers, today, digests);
  const title = JSON.stringify(given);
  const whole = once(() => {
    const files = renderProject(plan, answers);
    return new Map(files.map(({ path, contents }) => [path, contents]));
  });
  const text = (path: string) => {
    const file = plan.files.find((planned) => planned.path === path);
    const found = file ? renderFile(file) : whole().get(path);
    if (found === undefined) throw new Error(`${title} has no file ${path}.`);
    return found;
  };
  return {
    title,
    answers,
    plan,
    text,
    get texts() {
      return whole();
    },
  };
}

/** A project of every kind on every base, version, language version and preset that is supported. */
export const everyProject = once(() => everyAnswers().map((given) => renderedProject(given)));

/** An existing program of each language, and of each form that its build has. */
export const adoptedProjects = once(() =>
  [
    {
      language: 'go',
      entry: './cmd/server',
      assets: ['templates/', 'web/static/'],
      extras: ['compose', 'kubernetes', 'github', 'gitlab', 'renovate', 'dependabot'],
    },
    { language: 'go', kind: 'worker', base: 'debian' },
    { language: 'node', entry: 'dist/main.js', build: 'build', scripts: ['bcrypt'] },
    { language: 'node', entry: '.next/standalone/server.js', build: 'build', manager: 'pnpm' },
    { language: 'node', entry: 'worker.js', kind: 'worker', manager: 'yarn', base: 'alpine' },
    { language: 'python', entry: 'gunicorn shop.web:create_app()', arguments: ['--workers', '2'] },
    { language: 'python', entry: '-m shop.worker', kind: 'worker', manager: 'poetry' },
    { language: 'rust', entry: 'shop', base: 'distroless' },
    { language: 'java', entry: 'Spring Boot jar', probe: '/actuator/health' },
    { language: 'java', entry: 'com.example.Main', kind: 'worker', base: 'debian' },
    { language: 'cpp', entry: 'shop', port: 9000 },
  ].map((given) => renderedProject({ source: 'own', include: ['src/', 'a b.txt'], ...given })),
);

/** Paths of the files in which two projects differ. */
export function differingFiles(one: RawAnswers, other: RawAnswers): readonly string[] {
  const [left, right] = [renderedProject(one).texts, renderedProject(other).texts];
  const paths = new Set([...left.keys(), ...right.keys()]);
  return [...paths].filter((path) => left.get(path) !== right.get(path));
}

/** The answers of every project. */
export function everyAnswers(): readonly RawAnswers[] {
  return languages.flatMap((language) =>
    supportedVersions(language.toolchain, today).flatMap(({ version: languageVersion }) =>
      Object.keys(kinds).flatMap((kind) =>
        language.bases.flatMap((base) =>
          versionsOf(language, base).flatMap((baseVersion) =>
            presetAnswers.map((preset) => ({
              language: language.id,
              languageVersion,
              kind,
              base,
              ...baseVersion,
              ...preset,
            })),
          ),
        ),
      ),
    ),
  );
}

/** The presets, one of them with all extras, with data and with what is taken by name; `custom` with as little as there can be, which is what no other has. */
const presetAnswers: readonly RawAnswers[] = [
  { preset: 'strict' },
  {
    preset: 'tutorial',
    with: 'pinned-digest',
    extras: Object.keys(extras),
    data: '/var/lib/orders',
  },
  { preset: 'custom', hardening: [] },
];

/** The versions of a base that the language's toolchain is made for. */
export function versionsOf(
  { toolchain }: Language,
  base: keyof typeof bases,
): readonly { readonly baseVersion?: string }[] {
  const { image } = bases[base];
  if (image === null) return [{}];
  return supportedVersions(image, today)
    .filter(({ distribution }) => existsOn(toolchain, distribution))
    .map(({ version }) => ({ baseVersion: version }));
}
