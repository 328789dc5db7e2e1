import { resolve } from 'node:path';
import { type Finding, grade, type Report } from '../src/grade/grade.ts';
import { readRepository } from '../src/grade/repository.ts';
import { exitCodes, Refusal } from '../src/refusal.ts';
import { type Style, styleOf } from '../src/style.ts';
import type { Arguments } from './arguments.ts';
import type { Outcome } from './outcome.ts';

/**
 * hardened-container adopt: how the program in a repository is built and run, and the files for it; or, with
 * --grade, how its own Dockerfile does.
 *
 * @throws Refusal if there is nothing to look at.
 */
export async function adopt(typed: Arguments, words: readonly string[]): Promise<Outcome> {
  const style = styleOf(typed.wantsJson ? process.stderr : process.stdout);
  if (!typed.isGrade) return adoptProgram(typed, words, style);
  const threshold = thresholdOf(typed.threshold);
  const folder = resolve(typed.operand ?? '.');
  const report = grade(readRepository(folder, typed.file ?? 'Dockerfile'));
  return {
    text: textOf(report, style),
    data: { folder, ...report, threshold },
    exitCode: report.score < threshold ? exitCodes.failed : exitCodes.done,
  };
}

/** Shows the facts, and writes if that is confirmed or asked for. */
async function adoptProgram(
  typed: Arguments,
  words: readonly string[],
  style: Style,
): Promise<Outcome> {
  const { showDetection } = await import('./detection.ts');
  const { canAsk } = await import('./new/answering.ts');
  const { examined, shown } = showDetection(typed, style);
  const isWriting = typed.takesDefaults || typed.isDryRun;
  if (!isWriting && (typed.wantsJson || !canAsk(typed))) return shown;
  (typed.wantsJson ? console.error : console.log)(`${shown.text}\n`);
  const { writeServices } = await import('./new/new.ts');
  const settled = { ...typed, takesDefaults: isWriting };
  const written = await writeServices(settled, words, examined);
  return { ...written, data: { ...shown.data, ...written.data } };
}

function thresholdOf(value: string | undefined): number {
  if (value === undefined) return 0;
  if (/^\d{1,3}$/.test(value) && Number(value) <= 100) return Number(value);
  throw new Refusal('--threshold needs a number from 0 to 100.', exitCodes.usage);
}

function textOf({ findings, score }: Report, style: Style): string {
  const widest = Math.max(...findings.map(({ option }) => option.length));
  const count = (which: Finding['grade']) => findings.filter((one) => one.grade === which).length;
  const lines = findings.flatMap((one) => {
    const word = one.grade.padEnd(7);
    const mark = one.grade === 'missing' ? style.strong(word) : word;
    const row = `${mark}  ${one.option.padEnd(widest)}  ${one.file}:${one.line}: ${one.reason}`;
    return one.grade === 'missing' ? [row, `${' '.repeat(widest + 11)}fix: ${one.fix}`] : [row];
  });
  const total = `held: ${count('held')}, missing: ${count('missing')}, unclear: ${count('unclear')}. Score: ${score} %`;
  return [...lines, '', total].join('\n');
}
