import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { targetOf } from '../../src/answers/target.ts';
import { readDocument } from '../../src/hardening/document.ts';
import type { HardeningOption, Target } from '../../src/hardening/option.ts';
import {
  applicableOptions,
  applies,
  omissible,
  options,
  presetOptions,
  selectableOptions,
} from '../../src/hardening/options.ts';
import { presets } from '../../src/hardening/presets.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { packageUrl, readPackageFile } from '../../src/package.ts';
import { parsed, refusal } from './parsed-answers.ts';

const ids = options.map(({ id }) => id);

/** Every kind of every language on every base. */
const targets: readonly (Target & { readonly title: string; readonly given: RawAnswers })[] =
  languages.flatMap((language) =>
    language.bases.flatMap((base) =>
      Object.keys(kinds).map((kind) => {
        const given = { language: language.id, base, kind, source: 'sample' };
        return { ...targetOf(given), given, title: `${language.id}, ${kind} on ${base}` };
      }),
    ),
  );

describe('the list of hardening options', () => {
  it('is the one of the design, in the order in which they are written and checked', () => {
    assert.deepEqual(ids, [
      ...[
        'pinned-base',
        'pinned-digest',
        'clean-context',
        'reproducible-build',
        'size-budget',
        'oci-labels',
        'package-records',
      ],
      ...['non-root-user', 'read-only-rootfs', 'no-shell', 'no-setuid', 'healthcheck'],
      ...['graceful-stop', 'loopback-only', 'no-capabilities', 'no-new-privileges', 'seccomp'],
      ...['resource-limits', 'no-network'],
    ]);
  });

  it('has every option once, each in a separate file named by its id', () => {
    assert.equal(new Set(ids).size, ids.length);
    const files = readdirSync(packageUrl('src/hardening/'));
    for (const id of ids) assert.ok(files.includes(`${id}.ts`), `src/hardening/${id}.ts`);
  });

  it('has a folder with check and text for every option, and no folder without an option', () => {
    const folders = readdirSync(packageUrl('templates/_hardening/'));
    assert.deepEqual(folders.sort(), [...ids].sort());
    for (const { id, scripts = [], targets = [] } of options) {
      const rules = targets.map(({ name }) => `_${name}.mk`);
      const files = ['check.sh', 'doc.md', 'explain.md', ...scripts, ...rules].sort();
      assert.deepEqual(readdirSync(packageUrl(`templates/_hardening/${id}/`)).sort(), files);
    }
  });

  it('has in every preset only options that exist', () => {
    for (const { takes } of Object.values(presets))
      for (const id of takes ?? []) assert.ok(ids.includes(id), id);
  });
});

for (const option of options)
  describe(`the option ${option.id}`, () => {
    it('has a title and a reason of one line each, and is named for the property that holds', () => {
      assert.match(option.id, /^[a-z]+(-[a-z]+)+$|^(healthcheck|seccomp)$/);
      assert.doesNotMatch(option.id, /^(disable|enable|use|set)/);
      for (const line of [option.title, option.why]) assert.match(line, /^\S[^\n]{10,98}[^\s.]$/);
    });

    it('names the standards that it follows, with an address of each', () => {
      assert.ok(option.standards.length > 0);
      for (const { name, url } of option.standards) {
        assert.match(name, /^\S[^\n[\]]+\S$/);
        assert.equal(new URL(url).protocol, 'https:');
      }
    });

    it('has a check that passes or fails with a sentence of what was found', () => {
      const check = readPackageFile(`templates/_hardening/${option.id}/check.sh`);
      assert.match(check, /^# shellcheck shell=sh\n/);
      assert.match(check, /\npass ["'][^\n]+["']\n$/, 'the last line is a pass');
      assert.match(check, /\bfail ["']/);
    });

    it('has texts on its content, its check, what may break and how to disable it', () => {
      const { what, checked, mayBreak, disabling } = readDocument(option);
      for (const text of [what, checked, mayBreak]) assert.match(text, /^[A-Z0-9`"'].{30,}\.$/);
      const flag = `--waiver "${option.id}=REASON"`;
      assert.equal(disabling.includes(flag), !option.always, disabling);
    });

    it('applies to a service and can be left out of it, or there is a clause that says why not', () => {
      for (const target of targets)
        for (const verdict of [applies(option, target), omissible(option, target)])
          if (verdict !== true) assert.match(verdict, /^[a-z][^\n.]+[^\s.]$/, target.title);
    });
  });

describe('what can be chosen', () => {
  it('is healthcheck and loopback-only for what listens, no-network for what does not', () => {
    for (const target of targets) {
      const missing = ids.filter((id) => !applicableOptions(target).some((row) => row.id === id));
      const { listens } = target.kind;
      assert.deepEqual(missing, listens ? ['no-network'] : ['healthcheck', 'loopback-only']);
    }
  });

  it('is never what is part of every project, nor no-shell where there is no shell to keep', () => {
    for (const target of targets) {
      const fixed = applicableOptions(target)
        .filter((option) => !selectableOptions(target).includes(option))
        .map(({ id }) => id);
      const hasShell = ['alpine', 'debian'].includes(target.base.id);
      const always = ['pinned-base', 'clean-context', 'graceful-stop'];
      assert.deepEqual(
        fixed,
        ids.filter((id) => always.includes(id) || (id === 'no-shell' && !hasShell)),
        target.title,
      );
    }
  });

  it('is for a strict project all that applies but what is taken by name, with nothing waived', () => {
    for (const target of targets) {
      const { chosen, waived } = parsed(target.given);
      const byName = (option: HardeningOption) => option.id === 'pinned-digest';
      assert.deepEqual(
        [chosen, waived],
        [applicableOptions(target).filter((option) => !byName(option)), []],
      );
    }
  });

  it('is for a tutorial project the four of the article and what is part of every project', () => {
    const { chosen, waived } = parsed({ base: 'alpine', preset: 'tutorial' });
    assert.deepEqual(
      chosen.map(({ id }) => id),
      [
        ...['pinned-base', 'clean-context', 'non-root-user', 'read-only-rootfs', 'no-shell'],
        'graceful-stop',
      ],
    );
    assert.equal(chosen.length + waived.length, 17, 'all others that apply are waived');
    for (const { reason } of waived) assert.equal(reason, 'disabled by the tutorial preset');
  });

  it('and what is waived is together all that applies, none of it in both', () => {
    for (const target of targets) {
      const { chosen, waived } = parsed({ ...target.given, preset: 'custom', hardening: '' });
      assert.deepEqual(
        [...chosen, ...waived].map(({ id }) => id).sort(),
        presetOptions(target)
          .map(({ id }) => id)
          .sort(),
      );
      assert.deepEqual(
        waived.map(({ id }) => id),
        selectableOptions(target)
          .filter(({ optIn }) => !optIn)
          .map(({ id }) => id),
        'in the order of the list',
      );
    }
  });
});

describe('an option that the service cannot have', () => {
  for (const target of targets)
    for (const option of options) {
      const verdict = applies(option, target);
      if (verdict === true) continue;
      for (const flag of ['with', 'hardening'])
        it(`is refused by name: --${flag} ${option.id}, ${target.title}`, () => {
          assert.equal(
            refusal({ ...target.given, [flag]: option.id }),
            `--${flag} "${option.id}" isn't available: ${verdict}.`,
          );
        });
    }
});

describe('an option that the service cannot be without', () => {
  for (const target of targets)
    for (const option of applicableOptions(target)) {
      const verdict = omissible(option, target);
      if (verdict === true) continue;
      for (const [flag, value] of [
        ['without', option.id],
        ['waiver', `${option.id}=nobody minds`],
      ] as const)
        it(`is refused by name: --${flag} ${option.id}, ${target.title}`, () => {
          assert.equal(
            refusal({ ...target.given, [flag]: value }),
            `--${flag} "${option.id}" can't be disabled: ${verdict}.`,
          );
        });
      it(`is chosen although an exact set does not name it: ${option.id}, ${target.title}`, () => {
        assert.ok(parsed({ ...target.given, hardening: '' }).chosen.includes(option));
      });
    }
});

describe('a contradiction about an option', () => {
  it('is refused by name, with the two flags', () => {
    assert.equal(
      refusal({ with: 'seccomp', without: 'seccomp' }),
      '--with "seccomp" is disabled by --without as well. Pass only one of the two.',
    );
    assert.equal(
      refusal({ with: 'seccomp', waiver: 'seccomp=no' }),
      '--with "seccomp" is disabled by --waiver as well. Pass only one of the two.',
    );
  });

  it('is an option that there is not, waived', () => {
    assert.match(
      refusal({ waiver: 'no-shells=x' }),
      /^--waiver "no-shells" isn't a hardening option\. Did you mean no-shell\? Use/,
    );
  });
});

describe('a waiver', () => {
  it('keeps its reason and its last day, and one without keeps where it comes from', () => {
    const { waived } = parsed({
      waiver: ['seccomp=the kernel; it is old', 'no-setuid=su is needed; until 2027-01-31'],
      without: 'size-budget',
    });
    assert.deepEqual(waived, [
      { id: 'size-budget', reason: 'disabled by name when the project was created' },
      { id: 'no-setuid', reason: 'su is needed', until: '2027-01-31' },
      { id: 'seccomp', reason: 'the kernel; it is old' },
    ]);
  });
});
