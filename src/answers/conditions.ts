import { type Case, defaultsOf, type Outcome } from './cases.ts';
import { type Deciding, type Draft, deciding, type Field } from './field.ts';
import { fields } from './fields.ts';
import { allOf, anyOf, type Schema } from './json-schema.ts';

/** What holds of answers in one of these cases, by the definitions of decidingConditions. */
export function conditionOf(cases: readonly Case[]): Schema {
  return anyOf(
    cases.map((found) =>
      allOf(Object.entries(found).map(([name, value]) => ({ $ref: `#/$defs/${name}=${value}` }))),
    ),
  );
}

/** A definition for each deciding answer and value: when it is so, given, implied or by default. */
export function decidingConditions(drafts: readonly Draft[]): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    deciding.flatMap((name) => {
      const defaults = defaultsOf(name, drafts);
      const values = [...new Set(drafts.map((draft) => draft[name]))];
      return values.map((value) => [`${name}=${value}`, isValue(name, value, defaults)] as const);
    }),
  );
}

function isValue(
  name: Deciding,
  value: string | boolean,
  defaults: readonly Outcome<unknown>[],
): Schema {
  const { implied }: Field = fields[name];
  const absent = { not: { required: [name] } };
  const isImplied = implied && { required: [implied.by] };
  const byDefault = defaults.filter(({ outcome }) => outcome === value);
  return anyOf([
    { required: [name], properties: { [name]: { const: value } } },
    ...(isImplied && implied.value === value ? [allOf([absent, isImplied])] : []),
    ...byDefault.map(({ cases }) =>
      allOf([absent, ...(isImplied ? [{ not: isImplied }] : []), conditionOf(cases)]),
    ),
  ]);
}
