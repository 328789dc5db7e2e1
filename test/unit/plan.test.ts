import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { packageUrl, readPackageFile } from '../../src/package.ts';
import { planBakeList } from '../../src/plan/bake-list.ts';
import { type PlannedFile, planProject } from '../../src/plan/plan.ts';
import { renderFile } from '../../src/plan/render.ts';
import { planWorkspace } from '../../src/plan/workspace.ts';
import {
  adoptedProjects,
  everyAnswers,
  everyProject,
  renderedProject,
  today,
} from '../rendered-project.ts';
import { includedTemplates } from './included-templates.ts';
import { parsed } from './parsed-answers.ts';
import { holdsForAll } from './property.ts';
import { randomAnswers } from './random-answers.ts';

const templatesFolder = fileURLToPath(packageUrl('templates/'));

/** Every file under templates/, relative to it. */
const templates = readdirSync(templatesFolder, { recursive: true, encoding: 'utf8' }).filter(
  (path) => statSync(templatesFolder + path).isFile(),
);

describe('the plan', () => {
  it('is the same for the same answers and day, and changes none of them', () => {
    holdsForAll(
      randomAnswers,
      (given) => {
        const answers = parsed(given);
        const before = structuredClone({ ...answers, chosen: answers.chosen.map(({ id }) => id) });
        const plan = planProject(answers, today);
        assert.deepEqual(planProject(parsed(given), today), plan);
        assert.deepEqual({ ...answers, chosen: answers.chosen.map(({ id }) => id) }, before);
        const texts = plan.files.map(renderFile);
        assert.deepEqual(plan.files.map(renderFile), texts, 'rendered twice, it is the same');
      },
      30,
    );
  });

  it('knows no day but the one that it is given', () => {
    const { Date: RealDate } = globalThis;
    globalThis.Date = class {
      constructor() {
        throw new Error('looked at the clock');
      }
    } as never;
    try {
      planProject(parsed({ base: 'alpine', extras: 'tour' }), today);
    } finally {
      globalThis.Date = RealDate;
    }
  });

  it('has paths that are relative, within the project, and each once', () => {
    for (const { plan, title } of everyProject()) {
      const paths = plan.files.map(({ path }) => path);
      assert.equal(new Set(paths).size, paths.length, title);
      for (const path of paths)
        assert.match(path, /^(?!.*(^|\/)\.{1,2}(\/|$))[\w.][\w./-]*$/, title);
    }
  });

  it('makes executable what is a shell script, and nothing else', () => {
    for (const { path, isExecutable } of everyProject().flatMap(({ plan }) => plan.files))
      assert.equal(isExecutable, path.endsWith('.sh'), path);
  });

  it('uses every template there is, and none that there is not', () => {
    const projects = [...everyProject(), ...adoptedProjects()];
    const used = new Set(
      projects.flatMap(({ plan }) => plan.files.map(({ template }) => template)),
    );
    for (const template of used) assert.ok(templates.includes(template), template);
    const included = new Set(projects.flatMap(({ plan }) => includedTemplates(plan)));
    const answers = everyProject().map((project) => project.answers);
    included.add(planBakeList(answers)?.template ?? '');
    const members = answers.map((one) => ({ answers: one, folder: one.name, today }));
    for (const { template } of planWorkspace(members)) included.add(template);
    const isElsewhere = (path: string) => /^\w+\/[\w-]+\.ts$|\/explain\.md$/.test(path);
    const unused = templates.filter(
      (path) => !used.has(path) && !included.has(path) && !isElsewhere(path),
    );
    assert.deepEqual(unused, []);
  });
});

describe('the files of a project', () => {
  it('are a check for each chosen option and no other, and the order in which they run', () => {
    for (const { answers, plan, text, title } of everyProject()) {
      const ids = answers.chosen.map(({ id }) => id);
      const checks = plan.files
        .map(({ path }) => /^hardening\/checks\/(.+)\.sh$/.exec(path)?.[1])
        .filter((id) => id !== undefined);
      assert.deepEqual(checks, ids, title);
      assert.equal(text('hardening/checks/order'), ids.map((id) => `${id}\n`).join(''), title);
    }
  });

  it('are the waivers, one line each', () => {
    const counts = new Set<number>();
    for (const { answers, texts, title } of everyProject()) {
      const lines = texts.get('hardening/waivers')?.split('\n').slice(2, -1);
      const expected = answers.waived.map(
        ({ id, until, reason }) => `${id} | ${until ?? '-'} | ${reason}`,
      );
      assert.deepEqual(lines, expected, title);
      counts.add(expected.length);
    }
    assert.ok(counts.has(0) && counts.size > 1, 'some have none, some have some');
  });

  it('are a tour where it is wanted, and none of it where it is not', () => {
    for (const { answers, texts, title } of everyProject()) {
      const isWanted = answers.extras?.includes('tour') ?? false;
      const files = [...texts.keys()].filter((path) => path.includes('tour'));
      assert.equal(files.length, isWanted ? 5 : 0, title);
      for (const path of ['Makefile', 'README.md'])
        assert.equal(/\btour\b/.test(texts.get(path) ?? ''), isWanted, `${path}: ${title}`);
    }
  });

  it('are in part copied as they are: the scripts, which shellcheck can so read in place', () => {
    for (const file of everyProject().flatMap(({ plan }) => plan.files))
      if (!file.template.endsWith('.ejs'))
        assert.equal(renderFile(file), readPackageFile(`templates/${file.template}`));
  });
});

describe('a notice', () => {
  const notices = (given: RawAnswers) => renderedProject(given).plan.notices;

  it('is not given of a version that is supported', () => {
    for (const given of everyAnswers()) assert.deepEqual(notices({ ...given, extras: [] }), []);
  });

  it('names the options left out that Pod Security Standards restricted asks for', () => {
    const given = { extras: 'kubernetes', without: 'seccomp,size-budget,non-root-user' };
    assert.deepEqual(notices(given), [
      'A namespace with Pod Security Standards restricted does not let deploy/ in: it asks for non-root-user, seccomp.',
    ]);
    assert.deepEqual(notices({ extras: 'kubernetes' }), []);
    assert.deepEqual(notices({ ...given, extras: 'compose' }), []);
  });

  it('is given of a version past its end of life, with the date', () => {
    assert.deepEqual(notices({ base: 'alpine', baseVersion: '3.12.1', allowEol: true }), [
      'docker.io/library/alpine:3.12.1 has had no security support since 2022-05-01; --allow-eol accepted it.',
    ]);
    assert.deepEqual(notices({ languageVersion: '1.25', allowEol: true }), [
      'docker.io/library/golang:1.25 has had no security support since 2026-08-19; --allow-eol accepted it.',
    ]);
  });

  it('is given of a waiver whose last day is past, with that day', () => {
    const until = (day: string) => notices({ waiver: [`seccomp=a profiler; until ${day}`] });
    assert.deepEqual(until(today), []);
    assert.deepEqual(until('2026-11-22'), [
      'The waiver of seccomp ended on 2026-11-22: make verify fails until you extend or remove it.',
    ]);
  });

  it('is given of a tag that the catalog does not know', () => {
    assert.deepEqual(notices({ base: 'debian', baseVersion: 'forky-20261102-slim' }), [
      "docker.io/library/debian:forky-20261102-slim isn't in the catalog. Check that it exists and is supported.",
    ]);
  });
});

describe('a template', () => {
  const broken = (template: string, context: object): PlannedFile => ({
    path: 'x',
    template,
    group: 'source',
    context: context as never,
    isExecutable: false,
  });

  it('throws when it asks for what its context does not have', () => {
    assert.throws(() => renderFile(broken('go/go.mod.ejs', {})), /module is not defined/);
  });

  it('throws when it asks for what a part of its context does not have', () => {
    const context = { module: 'example.com/x', language: {} };
    assert.throws(
      () => renderFile(broken('go/go.mod.ejs', context)),
      /go\/go\.mod\.ejs: language asks for version, which is not in its context/,
    );
    const { context: whole } = renderedProject({}).plan.files[0] as PlannedFile;
    for (const file of renderedProject({ extras: 'tour', without: 'seccomp' }).plan.files)
      if (file.path === 'hardening/README.md')
        assert.throws(() => renderFile({ ...file, context: { ...whole, options: [{}] as never } }));
  });

  it('throws if an included template uses an unknown variable', () => {
    const { context } = renderedProject({}).plan.files[0] as PlannedFile;
    const { buildFlags: _, ...without } = context;
    assert.match(renderFile(broken('_shared/Dockerfile.ejs', context)), /^FROM scratch$/m);
    assert.throws(
      () => renderFile(broken('_shared/Dockerfile.ejs', without)),
      /go\/_build\.Dockerfile\.ejs[\s\S]*buildFlags is not defined/,
    );
    const dockerfile = { ...context.dockerfile, assemble: [{ text: 'RUN true' }] };
    assert.throws(
      () => renderFile(broken('_shared/Dockerfile.ejs', { ...context, dockerfile })),
      /dockerfile: assemble: 0 asks for why, which is not in its context/,
    );
  });

  it('is rendered with its own context, whatever was rendered before', () => {
    const text = (name: string) => renderedProject({ name }).text('Dockerfile');
    const [first, second] = [text('alpha'), text('omega')];
    assert.equal(second, first.replaceAll('alpha', 'omega'));
    assert.equal(text('alpha'), first);
  });

  it('never escapes for HTML, which would break other formats', () => {
    for (const path of templates.filter((name) => name.endsWith('.ejs')))
      assert.doesNotMatch(readPackageFile(`templates/${path}`), /<%=/, path);
  });

  it('is rendered only where its name says so', () => {
    for (const path of templates.filter((name) => !/\.(ejs|ts)$/.test(name)))
      assert.doesNotMatch(readPackageFile(`templates/${path}`), /<%/, path);
  });

  it('that is a script can be started from where it stands, and after it was packed', () => {
    for (const path of templates.filter((name) => /\.sh(\.ejs)?$/.test(name))) {
      const text = readFileSync(templatesFolder + path, 'utf8');
      const isRun = text.startsWith('#!');
      if (isRun) assert.ok(statSync(templatesFolder + path).mode & 0o100, path);
    }
    assert.ok(existsSync(templatesFolder));
  });
});
