import { today } from '../../src/project/today.ts';
import type { Style } from '../../src/style.ts';
import { knownWord } from '../known-word.ts';
import { sentence, wrap } from '../layout.ts';
import type { Outcome } from '../outcome.ts';
import { type Item, itemIds, type Topic, topicNames, topics } from '../topics.ts';
import { partsOf } from './parts.ts';

/**
 * hardened-container explain: all that is known of something that can be chosen.
 *
 * @throws Refusal where nothing has that id.
 */
export function explain(word: string, style: Style): Outcome {
  const id = knownWord(word, itemIds, 'id');
  const { topic, title, why } = topicAndItem(id);
  const parts = partsOf(topic, id, today());
  return {
    text: [
      style.strong(id),
      ...wrap(title.toLowerCase() === id ? sentence(why) : `${title}: ${why}.`),
      ...parts.flatMap(({ heading, lines }) => ['', style.strong(heading), ...lines]),
    ].join('\n'),
    data: {
      topic,
      id,
      title,
      why,
      ...Object.fromEntries(parts.map(({ key, data }) => [key, data])),
    },
  };
}

function topicAndItem(id: string): Item & { readonly topic: Topic } {
  const items = topicNames.flatMap((topic) => topics[topic].map((item) => ({ ...item, topic })));
  const found = items.find((item) => item.id === id);
  if (!found) throw new Error(`${id} is of no topic.`);
  return found;
}
