import { allDrafts } from './cases.ts';
import { decidingConditions } from './conditions.ts';
import type { Surroundings } from './field.ts';
import { propertiesOf } from './field-schema.ts';
import { fieldNames } from './fields.ts';
import { conditional, type Schema } from './json-schema.ts';
import { optionDefinitions } from './option-rules.ts';
import { rulesOf } from './rules.ts';

/**
 * The JSON Schema (draft 2020-12) of an answers file, derived from the declaration of the fields:
 * it takes the answers of one service that parseAnswers takes, and no others.
 *
 * @param surroundings the day decides which versions are past their end of life
 */
export function answersSchema(surroundings: Surroundings): Schema {
  const drafts = allDrafts(surroundings);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Answers for hardened-container',
    description: `One service, a list of services, or services with what they share. As of ${surroundings.today}: versions reach their end of life.`,
    ...fileForms(),
    $defs: {
      one: {
        $ref: '#/$defs/answers',
        propertyNames: { enum: ['$schema', ...fieldNames] },
      },
      many: { type: 'array', minItems: 1, items: { $ref: '#/$defs/service' } },
      sharing: sharingForm(),
      service: { $ref: '#/$defs/answers', ...named },
      answers: { $ref: '#/$defs/values', allOf: rulesOf(drafts) },
      values: { type: 'object', properties: propertiesOf(drafts) },
      ...decidingConditions(drafts),
      ...optionDefinitions(),
    },
  };
}

/** A service of a list has a name of its own. */
const named = { propertyNames: { enum: fieldNames }, required: ['name'] };

function fileForms() {
  const hasList = { required: ['services'], properties: { services: { type: 'array' } } };
  const ofObject = conditional(hasList, { $ref: '#/$defs/sharing' }, { $ref: '#/$defs/one' });
  return {
    // Editors suggest these properties in an empty file.
    properties: {
      services: { description: 'a list of services; the other keys apply to all of them' },
    },
    ...conditional({ type: 'array' }, { $ref: '#/$defs/many' }, ofObject),
  };
}

/** A shared answer may decide which others are valid, so each answer is validated by itself. */
function sharingForm(): Schema {
  const services = (items: Schema) => ({ properties: { services: { minItems: 1, items } } });
  return {
    $ref: '#/$defs/values',
    propertyNames: {
      enum: ['$schema', 'services', ...fieldNames.filter((name) => name !== 'name')],
    },
    ...conditional(
      { propertyNames: { enum: ['$schema', 'services'] } },
      services({ $ref: '#/$defs/service' }),
      services({ $ref: '#/$defs/values', ...named }),
    ),
  };
}
