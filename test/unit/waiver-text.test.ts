import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { waiverPattern } from '../../src/answers/waiver.ts';
import { differingFiles, renderedProject } from '../rendered-project.ts';
import { holdsForAll } from './property.ts';
import { printableText } from './random-text.ts';
import { shell, temporaryFolder } from './written-project.ts';

/** A waiver's reason: any free text without what parts the columns, or bounds it. */
const reason = printableText.filter((text) => waiverPattern.test(`seccomp=${text}`));

describe("a waiver's reason, whatever it is", () => {
  it('is the third column of its line in the file, and changes no other line', () => {
    holdsForAll(reason, (text) => {
      const { text: file } = renderedProject({
        waiver: [`seccomp=${text}`, `no-setuid=${text}; until 2027-01-31`],
      });
      const lines = file('hardening/waivers').split('\n').slice(2);
      assert.deepEqual(
        lines.map((line) => line.split(' | ')),
        [['no-setuid', '2027-01-31', text], ['seccomp', '-', text], ['']],
      );
    });
  });

  it('changes no other file but the documentation', () => {
    holdsForAll(
      reason.filter((text) => text !== 'plain'),
      (text) => {
        const files = differingFiles({ waiver: `seccomp=${text}` }, { waiver: 'seccomp=plain' });
        assert.deepEqual(files, ['hardening/README.md', 'hardening/waivers', '.yo-rc.json']);
      },
      25,
    );
  });

  const ids = ['size-budget', 'oci-labels', 'no-setuid', 'healthcheck', 'seccomp'];
  const reasons = fc.array(reason, { minLength: ids.length, maxLength: ids.length });

  it('is shown by verify on one line, and as one test in TAP', () => {
    holdsForAll(
      reasons,
      (texts) => {
        const waiver = ids.map((id, index) => `${id}=${texts[index]}`);
        const lines = texts.map(
          (text, index) => `ok ${index + 1} - ${ids[index]} # SKIP waived: ${text}`,
        );
        const printed = reported({ waiver }, 'tap');
        assert.deepEqual(printed.split('\n'), ['TAP version 14', '1..5', ...lines, '']);
      },
      8,
    );
    assert.match(
      reported({ waiver: 'seccomp=an \\nold\\c kernel' }, 'text'),
      /^ {2}waived seccomp {13}an \\nold\\c kernel$/m,
    );
  });

  it('fails verify, on one line, after the last day', () => {
    holdsForAll(
      reasons,
      (texts) => {
        const waiver = ids.map((id, index) => `${id}=${texts[index]}; until 2001-02-03`);
        const lines = texts.flatMap((text, index) => {
          const message = `the waiver ended on 2001-02-03: ${text}`.replaceAll(/[\\"]/g, '\\$&');
          return [
            `not ok ${index + 1} - ${ids[index]}`,
            '  ---',
            `  message: "${message}"`,
            '  ...',
          ];
        });
        const [, , ...printed] = reported({ waiver }, 'tap').split('\n');
        assert.deepEqual(printed, [...lines, '']);
      },
      8,
    );
  });
});

/** What hardening/report.sh says of waivers. */
function reported(given: RawAnswers, format: 'tap' | 'text'): string {
  const { text } = renderedProject(given);
  const folder = temporaryFolder();
  for (const name of ['report.sh', 'waivers'])
    writeFileSync(join(folder, name), text(`hardening/${name}`));
  const script = '. ./report.sh; report_start ""; report_waivers';
  const env = { HARDENING: folder, FACTS: temporaryFolder(), VERIFY_FORMAT: format };
  return shell(script, { cwd: folder, env: { ...env, ENGINE: 'true', IMAGE: 'x' } });
}
