import { structuredPatch } from 'diff';
import { type Answers, parseAnswers } from '../../src/answers/parse.ts';
import { targetOf } from '../../src/answers/target.ts';
import { extrasOf } from '../../src/extras/extras.ts';
import type { HardeningOption, Target, Verdict } from '../../src/hardening/option.ts';
import { applies, omissible } from '../../src/hardening/options.ts';
import { bases } from '../../src/images/bases.ts';
import { kinds } from '../../src/languages/kinds.ts';
import { languages } from '../../src/languages/languages.ts';
import { imagesToPin, planProject } from '../../src/plan/plan.ts';
import { renderFile } from '../../src/plan/render.ts';

/** What an option changes in a file of a project. */
export interface Writing {
  readonly path: string;
  /** "+ " and a line that only a project with the option has, or "- " and one that only a project without it has. */
  readonly lines: readonly string[];
}

/** Why an option isn't available, for all services that can't have it. */
export function objectionsOf(option: HardeningOption): readonly string[] {
  const verdicts = languages.flatMap(targetsOf).map((target): Verdict => applies(option, target));
  return [...new Set(verdicts.filter((verdict) => verdict !== true))];
}

/**
 * The difference between a project with an option and the same project without it, which has a waiver
 * instead. Of the first language that can have the option, the service with the longest difference is taken.
 */
export function writingsOf(option: HardeningOption, today: string) {
  const canHave = (target: Target) => applies(option, target) === true;
  const language = languages.find((language) => targetsOf(language).some(canHave));
  const [longest] = (language ? targetsOf(language) : [])
    .filter(canHave)
    .map((target) => ({ target, writings: differenceFor(option, target, today) }))
    .sort((a, b) => countLines(b.writings) - countLines(a.writings));
  if (!longest) throw new Error(`${option.id} is available for no service.`);
  const { target, writings } = longest;
  const service = { language: target.language.id, kind: target.kind.id, base: target.base.id };
  return { service, writings };
}

/** Each kind and base that a language can have. */
function targetsOf(language: Target['language']): readonly Target[] {
  return Object.values(kinds).flatMap((kind) =>
    language.bases.map((base) => ({
      language,
      kind,
      base: bases[base],
      source: 'sample' as const,
    })),
  );
}

function differenceFor(option: HardeningOption, target: Target, today: string): Writing[] {
  const answers = answersFor(option, target, today);
  const without = withoutOption(answers, option);
  const [before, after] = [textsOf(without, today), textsOf(answers, today)];
  return [...new Set([...after.keys(), ...before.keys()])]
    .map((path) => ({ path, lines: changedLines(before.get(path), after.get(path)) }))
    .filter(({ lines }) => lines.length > 0);
}

/** Answers with the option, and every extra that runs the image. */
function answersFor({ id }: HardeningOption, target: Target, today: string): Answers {
  const given = {
    language: target.language.id,
    kind: target.kind.id,
    base: target.base.id,
    with: [id],
    extras: extrasOf('deploy').map((extra) => extra.id),
    allowEol: true,
  };
  return parseAnswers(given, { folder: 'my-service', today });
}

function withoutOption(answers: Answers, option: HardeningOption): Answers {
  const chosen = answers.chosen.filter(({ id }) => id !== option.id);
  const isOmissible = omissible(option, targetOf(answers)) === true;
  const waiver = isOmissible ? [{ id: option.id, reason: 'REASON' }] : [];
  return { ...answers, chosen, waived: [...answers.waived, ...waiver] };
}

/** The files that do something, by path: documents repeat what `explain` says. */
function textsOf(answers: Answers, today: string): ReadonlyMap<string, string> {
  const digests = new Map(imagesToPin(answers, today).map((image) => [image, 'sha256:DIGEST']));
  const { files } = planProject(answers, today, digests);
  const working = files.filter(({ path }) => !path.endsWith('.md'));
  return new Map(working.map((file) => [file.path, renderFile(file)]));
}

function changedLines(before: string | undefined, after: string | undefined): string[] {
  if (before === undefined) return ['+ the whole file'];
  if (after === undefined) return ['- the whole file'];
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 0 });
  return hunks
    .flatMap(({ lines }) => lines)
    .filter((line) => line.slice(1).trim() !== '')
    .map((line) => `${line.slice(0, 1)} ${line.slice(1)}`);
}

function countLines(writings: readonly Writing[]): number {
  return writings.flatMap(({ lines }) => lines).length;
}
