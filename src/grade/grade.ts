import { options } from '../hardening/options.ts';
import type { Graded, Judgement } from './rule.ts';
import { rules } from './rules.ts';

/** An option with its grade. */
export interface Finding extends Judgement {
  readonly option: string;
  /** The line to write, unless the option is held. */
  readonly fix?: string;
}

/** How a repository does without this generator. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Percentage of the options that are held, of all options that the files decide; 100 if they decide none. */
  readonly score: number;
}

/** Grades a repository against every option. */
export function grade(graded: Graded): Report {
  const findings = options.flatMap(({ id }) => {
    const rule = rules[id];
    if (!rule) return [];
    const judgement = rule.judge(graded);
    const isHeld = judgement.grade === 'held';
    return [{ option: id, ...judgement, ...(!isHeld && { fix: rule.fix }) }];
  });
  const count = (which: string) => findings.filter((one) => one.grade === which).length;
  const decided = count('held') + count('missing');
  return { findings, score: decided === 0 ? 100 : Math.floor((100 * count('held')) / decided) };
}
