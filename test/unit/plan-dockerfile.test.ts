import assert from 'node:assert/strict';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { baseImageOf, languageOf, targetOf } from '../../src/answers/target.ts';
import { type LayerStage, layerFolders } from '../../src/hardening/option.ts';
import { quoteDockerfile } from '../../src/hardening/quote.ts';
import { bases } from '../../src/images/bases.ts';
import { findVersion } from '../../src/images/catalog.ts';
import { imageReference } from '../../src/images/reference.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { everyProject, type RenderedProject, renderedProject } from '../rendered-project.ts';
import { finalStage, labels, namedImages, parsedDockerfile } from './parsed-dockerfile.ts';
import { holdsForAll } from './property.ts';
import { randomAnswers } from './random-answers.ts';

/** Checks that something holds of every supported project, and of random sets of options. */
function holdsForEveryProject(holds: (project: RenderedProject) => void): void {
  for (const project of everyProject()) holds(project);
  holdsForAll(randomAnswers, (given) => holds(renderedProject(given)));
}

const has = ({ answers }: RenderedProject, id: string) => answers.chosen.some((o) => o.id === id);

describe('the Dockerfile', () => {
  it('parses, and builds, tests and ships in stages of these names', () => {
    holdsForEveryProject(({ text, answers }) => {
      const names = parsedDockerfile(text('Dockerfile')).map(({ name }) => name);
      const base = answers.base === 'scratch' ? [] : ['base'];
      assert.deepEqual(names, [...base, 'toolchain', 'runtime', 'build', 'test', null]);
    });
  });

  it('makes two folders, whose last step gives all files one time', () => {
    holdsForEveryProject(({ text }) => {
      for (const { name, instructions } of parsedDockerfile(text('Dockerfile'))) {
        const folder = layerFolders[name as LayerStage];
        const last = instructions.at(-1)?.getTextContent() ?? '';
        if (folder) assert.ok(last.includes(`&& find ${folder} -exec touch `), last);
      }
    });
  });

  it('knows in each stage that downloads where to download from', () => {
    holdsForEveryProject(({ text, answers, title }) => {
      const { id, sourceVariables } = languageOf(answers);
      for (const { name, instructions } of parsedDockerfile(text('Dockerfile'))) {
        // It takes over the lists of apt from the stage before.
        if (id === 'cpp' && name === 'test') continue;
        // It installs packages of the distribution only.
        if (name === 'toolchain') continue;
        const texts = instructions.map((one) => one.getTextContent());
        const download = texts.findIndex((one) => one.includes('--mount=type=secret,id=ca,'));
        if (download < 0) continue;
        const declared = texts.slice(0, download);
        for (const variable of sourceVariables)
          assert.ok(declared.includes(`ARG ${variable}`), `${name} of ${title}: ${variable}`);
      }
    });
  });

  it('has a final stage that runs nothing and copies two folders', () => {
    holdsForEveryProject(({ text }) => {
      const { keywords, instructions } = finalStage(text('Dockerfile'));
      const known = ['COPY', 'ARG', 'LABEL', 'ENV', 'EXPOSE', 'USER', 'HEALTHCHECK', 'ENTRYPOINT'];
      for (const keyword of keywords) assert.ok(known.includes(keyword), keyword);
      const copies = instructions.filter((one) => one.getKeyword() === 'COPY');
      assert.deepEqual(
        copies.map((one) => one.getTextContent()),
        ['COPY --from=runtime /rootfs/ /', 'COPY --from=build /service/ /'],
      );
    });
  });

  it('has its metadata in one order, each once and only where it is wanted', () => {
    holdsForEveryProject((project) => {
      const wanted = [
        ...(has(project, 'oci-labels') ? ['ARG', 'ARG', 'ARG', 'ARG', 'LABEL'] : []),
        ...(project.answers.language === 'java' ? ['ENV'] : []),
        ...(kinds[project.answers.kind].listens ? ['EXPOSE'] : []),
        'USER',
        ...(has(project, 'healthcheck') ? ['HEALTHCHECK'] : []),
        'ENTRYPOINT',
      ];
      const { keywords } = finalStage(project.text('Dockerfile'));
      assert.deepEqual(keywords, ['COPY', 'COPY', ...wanted]);
    });
  });

  it('starts programs in exec form, as a user by number', () => {
    holdsForEveryProject((project) => {
      const { text, answers } = project;
      const { entrypoint } = languageOf(answers);
      const { id } = bases[answers.base].user;
      const user = has(project, 'non-root-user') ? '10001:10001' : `${id}:${id}`;
      const { instructions } = finalStage(text('Dockerfile'));
      for (const one of instructions) {
        const words = one.getArguments().map((word) => word.getValue());
        if (one.getKeyword() === 'USER') assert.deepEqual(words, [user]);
        if (one.getKeyword() === 'ENTRYPOINT')
          assert.deepEqual(JSON.parse(words.join(' ')), entrypoint);
        if (one.getKeyword() === 'HEALTHCHECK') {
          const [, probe = ''] = one.getTextContent().split(/\n {4}CMD /);
          assert.deepEqual(JSON.parse(probe), [...entrypoint, 'healthcheck']);
        }
      }
    });
  });

  it('says why it does without a user or a health check, where it does', () => {
    const waiver = ['healthcheck=asked from outside', 'non-root-user=binds port 80'];
    for (const base of ['scratch', 'distroless'] as const) {
      const text = renderedProject({ base, waiver }).text('Dockerfile');
      assert.match(text, /^# No health check: asked from outside\n# .*\nHEALTHCHECK NONE$/m);
      const { id } = bases[base].user;
      const said = new RegExp(
        `^# No separate user: binds port 80\n(# .*\n)*USER ${id}:${id}$`,
        'm',
      );
      assert.match(text, said);
    }
    const { text } = renderedProject({ kind: 'worker' });
    assert.match(
      text('Dockerfile'),
      /^# No health check: a worker answers .*\n# .*\nHEALTHCHECK NONE$/m,
    );
  });

  it('names every image with a version, and with its registry', () => {
    holdsForEveryProject(({ text, texts, answers, title }) => {
      const { languageVersion, baseVersion, mirror } = answers;
      const image = baseImageOf(targetOf(answers));
      const distribution = image ? findVersion(image, baseVersion)?.distribution : undefined;
      assert.deepEqual(
        new Set(namedImages(text('Dockerfile'))),
        new Set([
          ...(image ? [imageReference(image, baseVersion, mirror)] : []),
          imageReference(languageOf(answers).toolchain, languageVersion, mirror, distribution),
        ]),
        title,
      );
      for (const [path, contents] of texts)
        if (path.endsWith('Dockerfile')) namedImages(contents).forEach(assertPinned);
    });
  });

  it('needs no newer syntax than every engine has', () => {
    holdsForEveryProject(({ texts, answers: { description } }) => {
      for (const [path, text] of texts)
        if (path.endsWith('Dockerfile'))
          assert.doesNotMatch(
            text.replace(quoteDockerfile(description), '""'),
            /^#\s*(syntax|check|escape)\s*=|<<|--(parents|exclude|link)/im,
          );
    });
  });

  it('hands to the build every variable that make passes, and declares no other', () => {
    holdsForEveryProject(({ text }) => {
      const stamped = /^STAMPED +=(.*)$/m.exec(text('Makefile'))?.[1]?.trim().split(' ') ?? [];
      // The builder knows this one by itself, and wants no ARG for it.
      const passed = stamped.filter((name) => name !== 'SOURCE_DATE_EPOCH');
      const declared = [...text('Dockerfile').matchAll(/^ARG (\w+)=(?!\$)/gm)].map(
        ([, name]) => name,
      );
      assert.deepEqual(new Set(passed), new Set(declared));
      for (const name of passed)
        if (name !== 'VERSION') assert.match(text('Makefile'), new RegExp(`^${name} \\?= `, 'm'));
    });
  });

  it('labels the image with its name and what it does', () => {
    const { text } = renderedProject({ name: 'orders', description: 'Takes "$ORDERS" \\ more' });
    assert.deepEqual(Object.fromEntries(labels(text('Dockerfile'))), {
      'org.opencontainers.image.title': 'orders',
      'org.opencontainers.image.description': 'Takes "$ORDERS" \\ more',
      'org.opencontainers.image.source': '',
      'org.opencontainers.image.revision': '',
      'org.opencontainers.image.version': '',
      'org.opencontainers.image.created': '',
    });
  });
});

function assertPinned(image: string): void {
  assert.match(image, /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+:[\w][\w.-]*$/);
  assert.doesNotMatch(image, /:latest/i);
}

describe('the layers of a base', () => {
  it('are kept exactly if no chosen option forbids a trait of the base', () => {
    holdsForEveryProject(({ text, answers, title }) => {
      const brings: readonly string[] = bases[answers.base].brings;
      const isFlat = answers.chosen.some(({ forbids }) => forbids && brings.includes(forbids));
      const isEmpty = answers.base === 'scratch';
      const { image } = finalStage(text('Dockerfile'));
      assert.equal(image, isFlat || isEmpty ? 'scratch' : 'base', title);
    });
  });

  const rows: readonly [RawAnswers, 'scratch' | 'base'][] = [
    [{ base: 'scratch' }, 'scratch'],
    [{ base: 'distroless' }, 'base'],
    [{ base: 'alpine' }, 'scratch'],
    [{ base: 'debian' }, 'scratch'],
    [{ base: 'distroless', hardening: '' }, 'base'],
    [{ base: 'alpine', hardening: '' }, 'base'],
    [{ base: 'debian', hardening: '' }, 'base'],
    [{ base: 'alpine', hardening: 'no-shell' }, 'scratch'],
    [{ base: 'alpine', hardening: 'read-only-rootfs' }, 'scratch'],
    // Alpine has no setuid file, Debian has some.
    [{ base: 'alpine', hardening: 'no-setuid' }, 'base'],
    [{ base: 'debian', hardening: 'no-setuid' }, 'scratch'],
    [{ base: 'debian', hardening: 'non-root-user,oci-labels,healthcheck' }, 'base'],
  ];
  for (const [given, image] of rows)
    it(`are ${image === 'base' ? 'kept' : 'none'}: ${JSON.stringify(given)}`, () => {
      assert.equal(finalStage(renderedProject(given).text('Dockerfile')).image, image);
    });
});
