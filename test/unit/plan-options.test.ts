import assert from 'node:assert/strict';
import type { Answers } from '../../src/answers/parse.ts';
import { languageOf } from '../../src/answers/target.ts';
import { type HardeningOption, layerFolders } from '../../src/hardening/option.ts';
import { options } from '../../src/hardening/options.ts';
import { serviceOf } from '../../src/plan/context.ts';
import { everyProject, type RenderedProject, renderedProject } from '../rendered-project.ts';
import { holdsForAll } from './property.ts';
import { randomAnswers } from './random-answers.ts';

/** Files that differ between sets of options; the others are the same in all projects. */
const writtenForOptions = [
  ...['Dockerfile', 'Makefile', '.dockerignore', 'README.md'],
  ...['hardening/run.flags', 'hardening/settings.sh', 'hardening/checks/order'],
];

/** What an option leaves in the files: its instructions, flags, variables and settings. */
function traces(option: HardeningOption, answers: Answers): readonly string[] {
  const effects = option.effects?.(serviceOf(answers)) ?? {};
  const { assemble = [], seal = [], metadata = [], runFlags = [], settings = {} } = effects;
  return [
    ...[...assemble, ...metadata].flatMap(({ why, text }) => [why, text]),
    ...seal.flatMap(({ why, command }) => [why, ...Object.values(layerFolders).map(command)]),
    ...runFlags.map(({ flag }) => flag),
    ...(effects.publishOn ? [`--publish=${effects.publishOn}:`] : []),
    ...(effects.isRepeatable ? [languageOf(answers).repeatableFlags].filter(Boolean) : []),
    ...(effects.buildVariables ?? []).map(({ name }) => `\n${name} ?= `),
    ...Object.keys(settings).map((name) => `\n${name}=`),
  ];
}

/** The files in question as one text; comments of several lines lose their marks. */
function writtenText({ text }: RenderedProject): string {
  const whole = writtenForOptions.map(text).join('\n');
  return `${whole}\n${whole.replaceAll('\n# ', '\n')}`;
}

/** Checks that all of a chosen option is there, and nothing of any other. */
function assertTraces(project: RenderedProject): void {
  const { answers, text, title } = project;
  const whole = writtenText(project);
  const chosen = answers.chosen.flatMap((option) => traces(option, answers));
  for (const trace of chosen) assert.ok(whole.includes(trace), `${title} lacks ${trace}`);
  for (const option of options.filter((one) => !answers.chosen.includes(one))) {
    for (const trace of traces(option, answers))
      if (!chosen.includes(trace)) assert.ok(!whole.includes(trace), `${title} has ${trace}`);
    for (const path of writtenForOptions)
      assert.doesNotMatch(
        text(path).replaceAll(answers.description, ''),
        new RegExp(`(?<![\\w"-])${option.id}(?![\\w-])`),
        `${path} of ${title}`,
      );
    assert.ok(!project.texts.has(`hardening/checks/${option.id}.sh`));
  }
}

/** A mark of each option that can be disabled: a file, and its text if the option is enabled. */
const marks: Readonly<Record<string, readonly [path: string, mark: RegExp]>> = {
  'pinned-digest': ['Makefile', /^pin: /m],
  'reproducible-build': ['Makefile', /^SOURCE_DATE_EPOCH \?= /m],
  'size-budget': ['hardening/settings.sh', /^SIZE_BUDGET='[1-9]\d{6,}'$/m],
  'oci-labels': ['Dockerfile', /^LABEL org\.opencontainers\.image\.title=/m],
  'package-records': ['hardening/image-records.sh', /os-release/],
  'non-root-user': ['Dockerfile', /^USER 10001:10001$/m],
  'read-only-rootfs': ['hardening/run.flags', /^--read-only$/m],
  'no-shell': ['hardening/settings.sh', /^EXECUTABLES='\/\S.*'$/m],
  'no-setuid': ['hardening/checks/no-setuid.sh', /setuid/],
  healthcheck: ['Dockerfile', /^HEALTHCHECK --/m],
  'loopback-only': ['hardening/run.flags', /^--publish=127\.0\.0\.1:/m],
  'no-capabilities': ['hardening/run.flags', /^--cap-drop=ALL$/m],
  'no-new-privileges': ['hardening/run.flags', /^--security-opt=no-new-privileges$/m],
  seccomp: ['hardening/checks/seccomp.sh', /Seccomp/],
  'resource-limits': ['hardening/run.flags', /^--memory=\d+m$/m],
  'no-network': ['hardening/run.flags', /^--network=none$/m],
};

describe('a hardening option', () => {
  it('leaves its mark where it is chosen and not where it is not', () => {
    const omissible = options.filter(({ always }) => !always).map(({ id }) => id);
    assert.deepEqual(Object.keys(marks), omissible);
    holdsForAll(randomAnswers, (given) => {
      const { answers, texts, title } = renderedProject({ ...given, description: 'x' });
      for (const [id, [path, mark]] of Object.entries(marks)) {
        const isChosen = answers.chosen.some((option) => option.id === id);
        assert.equal(mark.test(texts.get(path) ?? ''), isChosen, `${id} in ${title}`);
      }
    });
  });

  it('leaves all of its traces where it is chosen and none where it is not: every preset', () => {
    for (const project of everyProject()) assertTraces(project);
  });

  it('leaves all of its traces where it is chosen and none where it is not: random sets', () => {
    holdsForAll(randomAnswers, (given) => {
      const { name: _, ...rest } = given;
      assertTraces(renderedProject(rest));
    });
  });

  it('is documented where it is chosen, with its title and text, and only there', () => {
    holdsForAll(
      randomAnswers,
      (given) => {
        const { answers, text } = renderedProject(given);
        const doc = text('hardening/README.md');
        const headings = [...doc.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading ?? '');
        assert.deepEqual(
          headings.filter((heading) => options.some(({ id }) => id === heading)),
          answers.chosen.map(({ id }) => id),
        );
        for (const { id, title } of answers.chosen)
          assert.ok(doc.includes(`\n## ${id}\n\n**${title}.**\n`), id);
        for (const { id, reason } of answers.waived)
          assert.match(doc, new RegExp(`^${id} \\| \\S+ \\| `, 'm'), reason);
      },
      50,
    );
  });
});

describe('hardening/run.flags', () => {
  const flags = (given: Record<string, unknown>) =>
    renderedProject(given)
      .text('hardening/run.flags')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));

  const common = [
    ...['--read-only', '--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=16m'],
    ...['podman: --read-only-tmpfs=false', '--cap-drop=ALL', '--security-opt=no-new-privileges'],
    ...['--memory=64m', '--memory-swap=64m', '--pids-limit=128', '--cpus=1'],
    '--env=GOMEMLIMIT=57MiB',
  ];

  it('holds all flags of a strict service that listens', () => {
    assert.deepEqual(flags({ port: 9090 }), ['--publish=127.0.0.1:${PORT}:9090', ...common]);
  });

  it('holds all flags of a strict worker', () => {
    assert.deepEqual(flags({ kind: 'worker' }), [...common, '--network=none']);
  });

  it('publishes on every network if loopback-only is disabled, with a comment', () => {
    const given = { preset: 'custom', hardening: '' };
    assert.deepEqual(flags(given), ['--publish=${PORT}:8080']);
    assert.match(
      renderedProject(given).text('hardening/run.flags'),
      /^# Every network that this machine is on can reach the service\.$/m,
    );
    assert.deepEqual(flags({ ...given, kind: 'worker' }), []);
  });

  it('is in groups, each under the option that asks for it', () => {
    for (const { text, answers, title } of everyProject()) {
      const [, ...groups] = text('hardening/run.flags').trimEnd().split('\n\n');
      for (const group of groups) {
        const [comment = '', ...lines] = group.split('\n');
        const id = /^# ([a-z-]+): /.exec(comment)?.[1];
        if (id === 'data') assert.ok(answers.data, title);
        else if (id)
          assert.ok(
            answers.chosen.some((option) => option.id === id),
            title,
          );
        else assert.match(comment, /^# Every network that this machine is on can reach/);
        assert.ok(lines.length > 0, title);
        // The flags are split at spaces, and none may be a pattern of file names.
        for (const line of lines)
          assert.match(line, /^(podman: |docker: )?--[a-z-]+(=[^\s*?[\]'"`\\]+)?$/);
      }
    }
  });
});
