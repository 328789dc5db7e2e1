import { type CommandName, commandNames, commands } from './commands.ts';
import { shells } from './completion/shells.ts';
import { headings, type Item, itemIds, topicNames, topics } from './topics.ts';

/** The words that a sub-command takes; none where that is free. */
export function operandsOf(command: CommandName): readonly string[] {
  return operands[command];
}

const operands: Readonly<Record<CommandName, readonly string[]>> = {
  new: [],
  ci: [],
  deploy: [],
  update: [],
  check: [],
  adopt: [],
  list: topicNames,
  explain: itemIds,
  schema: [],
  completion: shells,
  help: commandNames,
};

/** One line about a word that a sub-command takes; empty for one that says all. */
export function operandHelp(word: string): string {
  const command = (commands as Readonly<Record<string, { readonly help: string }>>)[word];
  return command?.help ?? (headings as Readonly<Record<string, string>>)[word] ?? titleOf(word);
}

function titleOf(id: string): string {
  const items: readonly Item[] = topicNames.flatMap((name): readonly Item[] => topics[name]);
  return items.find((item) => item.id === id)?.title ?? '';
}
