import { meantBy } from '../src/answers/nearest.ts';
import { show } from '../src/answers/problem.ts';
import { today } from '../src/project/today.ts';
import { exitCodes, Refusal } from '../src/refusal.ts';
import { partsOf } from './explained-parts.ts';
import { wrap } from './layout.ts';
import type { Outcome } from './outcome.ts';
import type { Style } from './style.ts';
import { type Item, itemIds, topicNames, topics } from './topics.ts';

/**
 * hardened-container explain: all that is known of something that can be chosen.
 *
 * @throws Refusal where nothing has that id.
 */
export function explain(id: string, style: Style): Outcome {
  const [topic] = topicNames.filter((name) => itemsOf(name).some((item) => item.id === id));
  const item = topic && itemsOf(topic).find((one) => one.id === id);
  if (!item) {
    const message = `${show(id)} is nothing that can be explained${meantBy(id, itemIds)}: use one of ${itemIds.join(', ')}.`;
    throw new Refusal(message, exitCodes.usage);
  }
  const { title, why } = item;
  const parts = partsOf(topic, id, today());
  return {
    text: [
      style.strong(id),
      ...wrap(`${title}: ${why}.`),
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

function itemsOf(topic: (typeof topicNames)[number]): readonly Item[] {
  return topics[topic];
}
