import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { differingFiles, renderedProject } from '../rendered-project.ts';
import { parsed, problemsOf } from './parsed-answers.ts';
import { instructionSequence, labels, namedImages } from './parsed-dockerfile.ts';
import { holdsForAll } from './property.ts';
import {
  imageTag,
  modulePath,
  printableText,
  registryName,
  serviceName,
  unprintable,
} from './random-text.ts';
import { output, shell, temporaryFolder } from './written-project.ts';

const lineCount = (text: string) => text.split('\n').length;

describe('a description, whatever it is', () => {
  const plain = { description: 'Plain.' };

  it('changes the Dockerfile in its label only, which Docker reads as it was given', () => {
    const expected = renderedProject(plain).text('Dockerfile');
    holdsForAll(printableText, (description) => {
      const dockerfile = renderedProject({ description }).text('Dockerfile');
      assert.deepEqual(instructionSequence(dockerfile), instructionSequence(expected));
      assert.equal(lineCount(dockerfile), lineCount(expected));
      assert.equal(labels(dockerfile).get('org.opencontainers.image.description'), description);
    });
  });

  it('is what a shell reads from settings.sh, with nothing run and nothing else set', () => {
    const folder = temporaryFolder();
    holdsForAll(
      printableText,
      (description) => {
        writeFileSync(
          join(folder, 'settings.sh'),
          renderedProject({ description }).text('hardening/settings.sh'),
        );
        const script =
          '. ./settings.sh; printf "%s|%s|%s" "$TITLE" "$STOP_EXIT_CODES" "$DESCRIPTION"';
        assert.equal(shell(script, { cwd: folder }), `my-service|0|${description}`);
      },
      40,
    );
  });

  it('is in README.md as one paragraph of one line, with no markup in it', () => {
    holdsForAll(printableText, (description) => {
      const lines = renderedProject({ description }).text('README.md').split('\n');
      assert.equal(lines.length, lineCount(renderedProject(plain).text('README.md')));
      const shown = lines[2] ?? '';
      assert.equal(shown.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1'), description);
      assert.doesNotMatch(shown, /(?<!\\)(\\\\)*[`*_<>[\]#&|~]/, 'unescaped markup');
      assert.doesNotMatch(shown, /^([-+=]|\d+[.)])/, 'a list, a rule or a heading');
    });
  });

  it('changes no other file', () => {
    holdsForAll(
      printableText.filter((text) => text !== plain.description),
      (description) => {
        const allowed: string[] = [
          'Dockerfile',
          'README.md',
          'hardening/settings.sh',
          '.yo-rc.json',
        ];
        assert.deepEqual([...differingFiles({ description }, plain)].sort(), allowed.sort());
      },
      25,
    );
  });
});

describe('a name, module, registry, mirror or tag, whatever it is', () => {
  const texts = fc.record({
    name: serviceName,
    module: modulePath,
    registry: registryName,
    mirror: registryName,
    baseVersion: imageTag,
  });
  const plain = renderedProject({ base: 'alpine' });

  it('changes no more of the Dockerfile than the names of the images', () => {
    holdsForAll(texts, (given) => {
      const all = { ...given, base: 'alpine', allowEol: true };
      if (problemsOf(all).some(({ field }) => field === 'baseVersion')) return;
      const dockerfile = renderedProject(all).text('Dockerfile');
      assert.deepEqual(
        instructionSequence(dockerfile),
        instructionSequence(plain.text('Dockerfile')),
      );
      assert.deepEqual(namedImages(dockerfile), [
        `${given.mirror}/library/alpine:${given.baseVersion}`,
        `${given.mirror}/library/golang:1.27-trixie`,
      ]);
    });
  });

  it('is what make and the shell that it starts read', () => {
    const folder = temporaryFolder();
    holdsForAll(
      texts,
      ({ name, module, registry }) => {
        const { text } = renderedProject({ name, module, registry });
        writeFileSync(join(folder, 'Makefile'), text('Makefile'));
        const printed = output(
          [
            'make',
            '--dry-run',
            '--no-print-directory',
            'ENGINE=true',
            'RUN_FLAGS=',
            'build',
            'run',
          ],
          { cwd: folder },
        );
        assert.ok(printed.includes(`--tag '${registry}/${name}:dev' .\n`));
        assert.ok(printed.includes(`true run --rm --name '${name}'  '${registry}/${name}:dev'\n`));
        assert.ok(printed.includes(`--build-arg 'SOURCE=https://${module}'`));
        assert.equal(text('go.mod'), `module ${module}\n\ngo 1.27\n`);
      },
      25,
    );
  });
});

describe('a text with a character that ends or hides a part of a line', () => {
  const samples = {
    name: 'my-service',
    description: 'What it does.',
    module: 'example.com/x',
    registry: 'ghcr.io/acme',
    mirror: 'mirror.example/hub',
    data: '/data',
    baseVersion: '3.24.1',
    waiver: 'seccomp=old kernel; until 2027-01-31',
    without: 'seccomp',
    kind: 'http',
  };

  it('is refused, wherever the character stands', () => {
    const cases = fc.tuple(
      fc.constantFrom(...Object.entries(samples)),
      fc.double({ min: 0, max: 1, noNaN: true }),
      unprintable,
    );
    holdsForAll(
      cases,
      ([[name, text], place, character]) => {
        const at = Math.round(place * text.length);
        const given = { base: 'alpine', [name]: text.slice(0, at) + character + text.slice(at) };
        // Spaces around the names of a set do not count, and a line feed is one.
        if (name === 'without' && problemsOf(given).length === 0)
          assert.deepEqual(parsed(given).without, ['seccomp']);
        else assert.equal(problemsOf(given).length, 1);
      },
      1000,
    );
  });
});
