import { type CommandName, commandNames } from './commands.ts';
import { shells } from './completion/shells.ts';
import { itemIds, topicNames } from './topics.ts';

/** The words that a sub-command takes; none where that is free. */
export function operandsOf(command: CommandName): readonly string[] {
  return operands[command];
}

const operands: Readonly<Record<CommandName, readonly string[]>> = {
  new: [],
  ci: [],
  deploy: [],
  list: topicNames,
  explain: itemIds,
  schema: [],
  completion: shells,
  help: commandNames,
};
