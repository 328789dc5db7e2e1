import { answersSchema } from '../src/answers/schema.ts';
import { today } from '../src/project/today.ts';
import type { Outcome } from './outcome.ts';

/** hardened-container schema: the JSON Schema of an answers file. */
export function schema(): Outcome {
  const document = answersSchema({ folder: '', today: today() });
  return { text: JSON.stringify(document, null, 2), data: { schema: document } };
}
