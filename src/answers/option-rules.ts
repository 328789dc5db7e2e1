import { options } from '../hardening/options.ts';
import { outcomesOf } from './cases.ts';
import { conditionOf } from './conditions.ts';
import type { Draft } from './field.ts';
import { applicable } from './field-schema.ts';
import { fields } from './fields.ts';
import { anyOf, oneOrAmong, oneOrMany, type Schema } from './json-schema.ts';
import type { Rule } from './rules.ts';
import { dropping, type OptionsField, objectionsTo, optionsFields } from './selection.ts';
import { targetOf } from './target.ts';

/** For each option, when an answer names it. */
export function optionDefinitions(): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    options.flatMap(({ id }) => [
      [definition('set', id), namesInSet(id)],
      [definition('list', id), oneOrAmong({ type: 'string', pattern: `^${id}=` })],
    ]),
  );
}

function namesInSet(id: string): Schema {
  return anyOf([
    { type: 'string', pattern: `(^|,)\\s*${id}\\s*(,|$)` },
    { type: 'array', contains: { const: id } },
  ]);
}

/** Options that don't apply to some services, and waivers of unknown options. */
export function optionRules(drafts: readonly Draft[]): readonly Rule[] {
  const ids = options.map(({ id }) => id).join('|');
  const waivesOptions = oneOrMany({ type: 'string', pattern: `^(?:${ids})=` });
  return [
    { when: true, property: 'waiver', is: waivesOptions },
    ...optionsFields.flatMap((field) => options.flatMap(({ id }) => rulesFor(field, id, drafts))),
  ];
}

function rulesFor(field: OptionsField, id: string, drafts: readonly Draft[]): Rule[] {
  const objections = (draft: Draft) =>
    options
      .filter((option) => option.id === id)
      .flatMap((option) => objectionsTo(field, option, targetOf(draft)));
  return outcomesOf(applicable(fields[field], drafts), objections)
    .filter(({ outcome }) => outcome.length > 0)
    .map(({ outcome, cases }) => ({
      when: conditionOf(cases),
      property: field,
      is: { not: naming(field, id) },
      because: `${id} ${outcome.join(', ')}`,
    }));
}

/** What cannot be said of an option at once. */
export function contradictions(): readonly Schema[] {
  const names = (field: OptionsField, id: string) => ({
    required: [field],
    properties: { [field]: naming(field, id) },
  });
  return options.map(({ id }) => ({
    $comment: `${id} can't be both enabled and disabled`,
    not: {
      allOf: [names('with', id), anyOf(dropping.map((field) => names(field, id)))],
    },
  }));
}

function naming(field: OptionsField, id: string): Schema {
  return { $ref: `#/$defs/${definition(fields[field].type, id)}` };
}

/** Name of the definition: a list has the option's name at the beginning of its items. */
function definition(type: 'set' | 'list', id: string): string {
  return type === 'set' ? `names=${id}` : `waives=${id}`;
}
