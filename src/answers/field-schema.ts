import { outcomesOf } from './cases.ts';
import { decimalPattern } from './decimal.ts';
import type { Choice, Draft, Field } from './field.ts';
import { fieldNames, fields } from './fields.ts';
import { anyOf, oneOrMany, type Schema, textLike } from './json-schema.ts';
import { defaultOf } from './parse.ts';

/** What each field takes in some case or other; rules say in which. */
export function propertiesOf(drafts: readonly Draft[]): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    fieldNames.map((name) => {
      const field: Field = fields[name];
      const defaults = outcomesOf(applicable(field, drafts), (draft) => defaultOf(field, draft));
      const shapes = outcomesOf(applicable(field, drafts), (draft) => schemaOf(field, draft));
      const [only, ...others] = defaults;
      // The default of a text is derived from other answers, or empty.
      const isFixed = field.type !== 'text' && others.length === 0 && only !== undefined;
      return [
        name,
        {
          description: field.help,
          ...(isFixed && { default: only.outcome }),
          allOf: [anyOf(shapes.map(({ outcome }) => outcome))],
        },
      ];
    }),
  );
}

/** The drafts that a field is meant for. */
export function applicable(field: Field, drafts: readonly Draft[]): readonly Draft[] {
  return drafts.filter((draft) => (field.applies?.(draft) ?? true) === true);
}

/** The values that a field takes in a draft where it applies, as its reader in parse.ts takes them. */
export function schemaOf(field: Field, draft: Draft): Schema {
  return shapes[field.type](field as never, draft);
}

const shapes: {
  [Type in Field['type']]: (field: Extract<Field, { type: Type }>, draft: Draft) => Schema;
} = {
  text(field, draft) {
    const pattern = typeof field.pattern === 'function' ? field.pattern(draft) : field.pattern;
    const text = textLike(pattern);
    return field.default(draft) === '' ? anyOf([text, { const: '' }]) : text;
  },
  integer({ minimum, maximum }) {
    const digits = `^(?=[0-9]{1,9}$)${decimalPattern(minimum, maximum)}$`;
    return anyOf([
      { type: 'integer', minimum, maximum },
      { type: 'string', pattern: digits },
    ]);
  },
  choice(field, draft) {
    const refused = field.refuses?.(draft) ?? [];
    const choices = field
      .choices(draft)
      .filter(({ value }) => !refused.some(({ pattern }) => pattern.test(value)));
    const pattern = field.pattern?.(draft);
    const free = {
      ...textLike(pattern ?? /^/),
      ...not(refused.map((row) => textLike(row.pattern))),
    };
    return anyOf([...choices.map(choiceSchema), ...(pattern ? [free] : [])]);
  },
  set(field, draft) {
    const choices = field.choices(draft);
    const names = choices.map(({ value }) => value).join('|');
    return anyOf([
      { type: 'array', items: anyOf(choices.map(choiceSchema)) },
      { type: 'string', pattern: `^\\s*(?:(?:${names})\\s*)?(?:,\\s*(?:(?:${names})\\s*)?)*$` },
    ]);
  },
  list: ({ pattern }) => oneOrMany(textLike(pattern)),
  switch: () => ({ type: 'boolean' }),
};

function not(schemas: readonly Schema[]): { not?: Schema } {
  return schemas.length === 0 ? {} : { not: anyOf(schemas) };
}

/** A value that looks like a number is taken as one as well: files have versions without quotes. */
function choiceSchema({ value, title, why }: Choice): Schema {
  const about = { ...(title !== value && { title }), description: why };
  return String(Number(value)) === value
    ? { enum: [value, Number(value)], ...about }
    : { const: value, ...about };
}
