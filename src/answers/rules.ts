import { outcomesOf } from './cases.ts';
import { conditionOf } from './conditions.ts';
import type { Draft, Field } from './field.ts';
import { applicable, schemaOf } from './field-schema.ts';
import { type FieldName, fieldNames, fields } from './fields.ts';
import { allOf, conditional, type Schema } from './json-schema.ts';
import { contradictions, optionRules } from './option-rules.ts';

/** What one answer is bound to in some cases. */
export interface Rule {
  readonly when: Schema;
  readonly property: FieldName;
  readonly is: Schema;
  /** Whether it has to be given there. */
  readonly isRequired?: boolean;
  /** For who reads the schema. */
  readonly because?: string;
}

/** What answers are bound to by others. */
export function rulesOf(drafts: readonly Draft[]): readonly Schema[] {
  const rules = [
    ...fieldNames.flatMap((name) => [
      ...placeRules(name, drafts),
      ...valueRules(name, drafts),
      ...defaultRules(name, drafts),
    ]),
    ...optionRules(drafts),
  ];
  const conditions = [...new Map(rules.map(({ when }) => [JSON.stringify(when), when])).values()];
  const ofConditions = conditions.map((when) =>
    joined(
      when,
      rules.filter((rule) => JSON.stringify(rule.when) === JSON.stringify(when)),
    ),
  );
  return [...ofConditions, ...contradictions()];
}

/** Where an answer has no place. */
function placeRules(property: FieldName, drafts: readonly Draft[]): Rule[] {
  const field: Field = fields[property];
  return outcomesOf(drafts, (draft) => field.applies?.(draft) ?? true).flatMap(
    ({ outcome, cases }) =>
      outcome === true
        ? []
        : [{ when: conditionOf(cases), property, is: false, because: `${property}: ${outcome}` }],
  );
}

/** The values of an answer that depend on other answers. */
function valueRules(property: FieldName, drafts: readonly Draft[]): Rule[] {
  const field: Field = fields[property];
  const outcomes = outcomesOf(applicable(field, drafts), (draft) => schemaOf(field, draft));
  if (outcomes.length === 1) return [];
  return outcomes.map(({ outcome, cases }) => ({
    when: conditionOf(cases),
    property,
    is: outcome,
  }));
}

/** Where an answer cannot be left to its default, as there is none. */
function defaultRules(property: FieldName, drafts: readonly Draft[]): Rule[] {
  const field: Field = fields[property];
  const lacksDefault = (draft: Draft) =>
    field.type === 'choice' && field.choices(draft).length === 0;
  return outcomesOf(applicable(field, drafts), lacksDefault)
    .filter(({ outcome }) => outcome)
    .map(({ cases }) => ({ when: conditionOf(cases), property, is: true, isRequired: true }));
}

/** One schema of the rules that have the same condition. */
function joined(when: Schema, rules: readonly Rule[]): Schema {
  const names = [...new Set(rules.map(({ property }) => property))];
  const properties = names.map((name) => [
    name,
    allOf(rules.filter(({ property }) => property === name).map(({ is }) => is)),
  ]);
  const required = rules.filter((rule) => rule.isRequired).map(({ property }) => property);
  const reasons = [...new Set(rules.flatMap(({ because }) => because ?? []))];
  const then = {
    ...(reasons.length > 0 && { $comment: reasons.join('; ') }),
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  };
  return when === true ? then : conditional(when, then);
}
