/** A JSON Schema, draft 2020-12. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

/** What is of one of several forms; nothing is where there is none. */
export function anyOf(schemas: readonly Schema[]): Schema {
  const [only, ...others] = schemas;
  if (only === undefined) return false;
  return others.length === 0 ? only : { anyOf: schemas };
}

/** What fits all; anything does where there is none. */
export function allOf(schemas: readonly Schema[]): Schema {
  const [only, ...others] = schemas.filter((schema) => schema !== true);
  if (only === undefined) return true;
  return others.length === 0 ? only : { allOf: [only, ...others] };
}

/** What is bound to one schema where it fits a condition, and to another where not. */
export function conditional(condition: Schema, fitting: Schema, other?: Schema) {
  const branches = { if: condition, ...(other !== undefined && { else: other }) };
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
  return { ...branches, then: fitting };
}

/** A value or an array of such. */
export function oneOrMany(item: Schema): Schema {
  return anyOf([item, { type: 'array', items: item }]);
}

/** A value of that form, or an array with one in it. */
export function oneOrAmong(item: Schema): Schema {
  return anyOf([item, { type: 'array', contains: item }]);
}

/** Text of a pattern: schemas know patterns with the flag u, and no other flag. */
export function textLike({ source, flags }: RegExp): { type: 'string'; pattern: string } {
  if (!/^u?$/.test(flags))
    throw new Error(`A schema cannot have the flags of /${source}/${flags}.`);
  return { type: 'string', pattern: source };
}
