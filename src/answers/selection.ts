import type { HardeningOption, Target, Verdict } from '../hardening/option.ts';
import {
  applicableOptions,
  applies,
  omissible,
  options,
  presetOptions,
} from '../hardening/options.ts';
import { presets } from '../hardening/presets.ts';
import { anyOf } from '../printable.ts';
import { flagOf } from './field.ts';
import type { FieldValues } from './fields.ts';
import { meantBy } from './nearest.ts';
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
    // An opt-in option is waived only if a waiver names it.
    .filter(({ id, optIn }) => !optIn || waivers.some((waiver) => waiver.id === id))
    .map(
      ({ id }) =>
        waivers.find((waiver) => waiver.id === id) ?? { id, reason: defaultReason(values) },
    );
  return { chosen, waived, problems: findProblems(values, target, added) };
}

/** The stored options without the ones that are given again, because given answers win. */
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
  return takes ?? presetOptions(target).map(({ id }) => id);
}

function defaultReason({ preset }: FieldValues): string {
  return preset === 'strict'
    ? 'disabled by name when the project was created'
    : `disabled by the ${preset} preset`;
}

/** The answers that name options, and why one of them cannot be named there for such a service. */
const objections = {
  hardening: (option, target) => [objection("isn't available", applies(option, target))],
  with: (option, target) => [objection("isn't available", applies(option, target))],
  without: (option, target) => [objection("can't be disabled", omissible(option, target))],
  waiver: (option, target) => [
    objection('needs no waiver', applies(option, target)),
    objection("can't be disabled", omissible(option, target)),
  ],
} as const satisfies Partial<
  Record<keyof FieldValues, (option: HardeningOption, target: Target) => readonly string[]>
>;

export type OptionsField = keyof typeof objections;

/** In the order of the fields. */
export const optionsFields = Object.keys(objections) as OptionsField[];

/** The answers that leave options out: what `with` adds, none of them may name. */
export const dropping = ['without', 'waiver'] as const satisfies readonly OptionsField[];

/** Why an option cannot be named by an answer, for such a service: ends of sentences, none where it can. */
export function objectionsTo(
  field: OptionsField,
  option: HardeningOption,
  target: Target,
): readonly string[] {
  return objections[field](option, target).filter((reason) => reason !== '');
}

function objection(what: string, verdict: Verdict): string {
  return verdict === true ? '' : `${what}: ${verdict}`;
}

function findProblems(values: FieldValues, target: Target, added: readonly string[]): Problem[] {
  const waived = values.waiver.map((text) => parseWaiver(text).id);
  const named = { ...values, waiver: waived };
  const problem = (field: OptionsField, id: string, reason: string): Problem => ({
    field,
    value: id,
    message: `${flagOf(field)} ${show(id)} ${reason}.`,
  });
  return options
    .flatMap((option) => {
      const { id } = option;
      const drops = dropping.filter((field) => named[field]?.includes(id));
      const isTorn = drops.length > 0 && added.includes(id);
      return [
        // The default of the exact set is made of what applies: it names nothing wrong.
        ...optionsFields
          .filter((field) => named[field]?.includes(id))
          .flatMap((field) =>
            objectionsTo(field, option, target).map((reason) => problem(field, id, reason)),
          ),
        ...(isTorn && drops[0]
          ? [
              problem(
                'with',
                id,
                `is disabled by ${flagOf(drops[0])} as well. Pass only one of the two`,
              ),
            ]
          : []),
      ];
    })
    .concat(
      waived
        .filter((id) => !optionIds.includes(id))
        .map((id) => problem('waiver', id, unknownOption(id))),
    );
}

const optionIds = options.map(({ id }) => id);

function unknownOption(id: string): string {
  return `isn't a hardening option.${meantBy(id, optionIds)} Use ${anyOf(optionIds)}`;
}
