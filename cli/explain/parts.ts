import { languageOf } from '../../src/answers/target.ts';
import { options } from '../../src/hardening/options.ts';
import { type PresetId, presets } from '../../src/hardening/presets.ts';
import { type BaseId, bases } from '../../src/images/bases.ts';
import { linesOf, wrap } from '../layout.ts';
import { type Item, supportOf, type Topic, topics, versionsOf } from '../topics.ts';
import { optionParts } from './option.ts';

/** A part of an explanation: for people, and for programs under its key. */
export interface Part {
  readonly key: string;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly data: unknown;
}

/** The details of an item of a topic, besides its title and benefit. */
export function partsOf(topic: Topic, id: string, today: string): readonly Part[] {
  return tellers[topic](id, today);
}

const tellers: Readonly<Record<Topic, (id: string, today: string) => readonly Part[]>> = {
  languages: (id, today) => [
    listPart('bases', 'Bases', languageOf({ language: id }).bases),
    ...versionParts(itemOf('languages', id), today),
  ],
  kinds: () => [],
  bases: (id, today) => [
    listPart('brings', 'Contains, and an option may forbid', bases[id as BaseId].brings),
    ...versionParts(itemOf('bases', id), today),
  ],
  presets: (id) => {
    const { takes } = presets[id as PresetId];
    return takes === null ? [] : [listPart('options', 'Options', takes)];
  },
  options: (id, today) =>
    options.filter((option) => option.id === id).flatMap((option) => optionParts(option, today)),
  extras: () => [],
};

function itemOf(topic: Topic, id: string): Item | undefined {
  return topics[topic].find((item) => item.id === id);
}

function versionParts(item: Item | undefined, today: string): Part[] {
  const versions = item && versionsOf(item, today);
  if (!versions) return [];
  const rows = versions.map((row) => ({ term: row.version, text: supportOf(row) }));
  return [{ key: 'versions', heading: 'Versions', lines: linesOf(rows), data: versions }];
}

function listPart(key: string, heading: string, ids: readonly string[]): Part {
  return { key, heading, lines: wrap(ids.join(', ') || 'nothing'), data: ids };
}
