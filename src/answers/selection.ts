import type { HardeningOption, Target } from '../hardening/option.ts';
import { applicableOptions, applies, omissible, options } from '../hardening/options.ts';
import { presets } from '../hardening/presets.ts';
import { flagOf } from './field.ts';
import type { FieldValues } from './fields.ts';
import { type Problem, show } from './problem.ts';
import { targetOf } from './target.ts';
import { parseWaiver, type Waiver } from './waiver.ts';

/** The hardening options that the answers choose, and those left out on purpose. */
export interface Selection {
  readonly chosen: readonly HardeningOption[];
  readonly waived: readonly Waiver[];
}

/** Works out which options preset, exact set, plus, minus and waivers come to, and what of it cannot be. */
export function selectOptions(values: FieldValues): Selection & { readonly problems: Problem[] } {
  const target = targetOf(values);
  const waivers = values.waiver.map(parseWaiver);
  const dropped = [...(values.without ?? []), ...waivers.map(({ id }) => id)];
  const added = values.with ?? [];
  const start = startingSet(values, target);
  const chosen = applicableOptions(target).filter(
    (option) =>
      omissible(option, target) !== true ||
      ((start.includes(option.id) || added.includes(option.id)) && !dropped.includes(option.id)),
  );
  const waived = applicableOptions(target)
    .filter((option) => !chosen.includes(option))
    .map(
      ({ id }) =>
        waivers.find((waiver) => waiver.id === id) ?? { id, reason: defaultReason(values) },
    );
  return { chosen, waived, problems: findProblems(values, target, added, dropped) };
}

/** What is stored of options without what is given of the same ones: that beats it, and is no contradiction. */
export function withoutBeaten(
  { hardening = [], with: added = [], without = [], waiver }: FieldValues,
  given: { readonly [Name in keyof FieldValues]?: unknown },
): Pick<FieldValues, 'with' | 'without' | 'waiver'> {
  const idOf = (text: string) => parseWaiver(text).id;
  const isGiven = (name: keyof FieldValues) => given[name] !== undefined;
  const taken = [...(isGiven('hardening') ? hardening : []), ...(isGiven('with') ? added : [])];
  const dropped = [
    ...(isGiven('without') ? without : []),
    ...(isGiven('waiver') ? waiver.map(idOf) : []),
  ];
  const isExact = isGiven('hardening');
  return {
    with: isGiven('with') ? added : added.filter((id) => !isExact && !dropped.includes(id)),
    without: isGiven('without') ? without : without.filter((id) => !taken.includes(id)),
    waiver: isGiven('waiver') ? waiver : waiver.filter((text) => !taken.includes(idOf(text))),
  };
}

function startingSet(values: FieldValues, target: Target): readonly string[] {
  const takes = values.preset === 'custom' ? values.hardening : presets[values.preset].takes;
  return takes ?? applicableOptions(target).map(({ id }) => id);
}

function defaultReason({ preset }: FieldValues): string {
  return preset === 'strict'
    ? 'left out by name when the project was made'
    : `left out by the ${preset} preset`;
}

function findProblems(
  values: FieldValues,
  target: Target,
  added: readonly string[],
  dropped: readonly string[],
): Problem[] {
  const problem = (field: string, id: string, reason: string): Problem => ({
    field,
    value: id,
    message: `${flagOf(field)} ${show(id)} ${reason}.`,
  });
  // The default of the exact set is made of what applies: it names nothing wrong.
  const isNamed = (field: 'hardening' | 'with', id: string) => values[field]?.includes(id) ?? false;
  const dropField = (id: string) => (values.without?.includes(id) ? 'without' : 'waiver');
  return options
    .flatMap((option) => {
      const { id } = option;
      const found: Problem[] = [];
      const canApply = applies(option, target);
      const canGo = omissible(option, target);
      for (const field of ['hardening', 'with'] as const) {
        if (isNamed(field, id) && canApply !== true)
          found.push(problem(field, id, `cannot be had: ${canApply}`));
      }
      if (values.waiver.some((text) => parseWaiver(text).id === id) && canApply !== true)
        found.push(problem('waiver', id, `has nothing to waive: ${canApply}`));
      if (dropped.includes(id) && canGo !== true)
        found.push(problem(dropField(id), id, `cannot be left out: ${canGo}`));
      if (dropped.includes(id) && added.includes(id))
        found.push(
          problem(
            'with',
            id,
            `is left out by ${flagOf(dropField(id))} as well: say one of the two`,
          ),
        );
      return found;
    })
    .concat(
      values.waiver
        .map((text) => parseWaiver(text).id)
        .filter((id) => !options.some((option) => option.id === id))
        .map((id) =>
          problem(
            'waiver',
            id,
            `is no hardening option: use ${options.map((option) => option.id).join(', ')}`,
          ),
        ),
    );
}
