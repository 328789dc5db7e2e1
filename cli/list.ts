import { today } from '../src/project/today.ts';
import type { Style } from '../src/style.ts';
import { knownWord } from './known-word.ts';
import { columnOf, linesOf, type Row } from './layout.ts';
import type { Outcome } from './outcome.ts';
import {
  headings,
  type Item,
  supportOf,
  type Topic,
  topicNames,
  topics,
  versionsOf,
} from './topics.ts';

/**
 * hardened-container list: what can be chosen, all of it or of one topic.
 *
 * @throws Refusal where there is no such topic.
 */
export function list(what: string | undefined, style: Style): Outcome {
  const day = today();
  const names = what === undefined ? topicNames : [knownWord(what, topicNames, 'topic')];
  return {
    text: names.map((name) => textOf(name, day, style)).join('\n\n'),
    data: Object.fromEntries(
      names.map((name) => [name, topics[name].map((item: Item) => dataOf(item, day))]),
    ),
  };
}

function textOf(name: Topic, day: string, style: Style): string {
  const items: readonly Item[] = topics[name];
  const column = columnOf(items.map(rowOf));
  const lines = items.flatMap((item) => [
    ...linesOf([rowOf(item)], column),
    ...versionLines(item, day, column, style),
  ]);
  return [style.strong(headings[name]), ...lines].join('\n');
}

/** Options are listed with their property, other items with their benefit. */
function rowOf(item: Item): Row {
  return { term: item.id, text: 'standards' in item ? item.title : item.why };
}

function versionLines(item: Item, day: string, column: number, style: Style): string[] {
  const versions = versionsOf(item, day) ?? [];
  const indent = ' '.repeat(column + '    '.length);
  const widest = Math.max(...versions.map(({ version }) => version.length));
  return versions.map((row) => {
    const line = `${indent}${row.version.padEnd(widest)}  ${supportOf(row)}`;
    return row.isSupported ? line : style.faint(line);
  });
}

function dataOf(item: Item, day: string): object {
  const { id, title, why } = item;
  const versions = versionsOf(item, day);
  return { id, title, why, ...(versions && { versions }) };
}
