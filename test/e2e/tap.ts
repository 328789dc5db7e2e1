import assert from 'node:assert/strict';
import { parse } from 'yaml';

/** What one check came to. */
export interface Result {
  readonly verdict: 'ok' | 'not ok' | 'skip';
  /** Why it failed or was skipped; empty where it holds. */
  readonly message: string;
}

export type Results = ReadonlyMap<string, Result>;

const point = /^(?<verdict>ok|not ok) (?<number>\d+) - (?<id>[a-z-]+)(?: # SKIP (?<reason>.+))?$/;

/**
 * Reads a TAP version 14 document, and holds it against the specification: a
 * version, a plan that counts right, numbers in order, diagnostics that are YAML. Comments are only about partial runs.
 * Source: https://testanything.org/tap-version-14-specification.html
 */
export function parseTap(text: string): Results {
  const [version, plan, ...rest] = text.replace(/\n$/, '').split('\n');
  assert.equal(version, 'TAP version 14', text);
  const planned = Number(/^1\.\.(\d+)$/.exec(plan ?? '')?.[1]);
  const results = new Map<string, Result>();
  while (rest.length > 0) {
    const line = rest.shift() ?? '';
    if (line.startsWith('# partial: ')) continue;
    const groups = point.exec(line)?.groups;
    assert.ok(groups, `no line of TAP: ${line}`);
    const { verdict, number, id = '', reason } = groups;
    assert.equal(Number(number), results.size + 1, line);
    assert.ok(!results.has(id), `${id} is reported twice`);
    const message = verdict === 'not ok' ? readDiagnostic(rest) : (reason ?? '');
    results.set(id, { verdict: reason ? 'skip' : (verdict as Result['verdict']), message });
  }
  assert.equal(results.size, planned, `${planned} results are planned`);
  return results;
}

/** Takes the block of YAML under a failure off the lines. */
function readDiagnostic(lines: string[]): string {
  assert.equal(lines.shift(), '  ---');
  const end = lines.indexOf('  ...');
  assert.notEqual(end, -1, 'a diagnostic without an end');
  const block = lines.splice(0, end + 1).slice(0, -1);
  const { message } = parse(block.join('\n')) as { message: unknown };
  assert.equal(typeof message, 'string');
  return message as string;
}
