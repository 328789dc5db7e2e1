import type { DoorId } from '../src/extras/extra.ts';
import { styleOf } from '../src/style.ts';
import type { Arguments } from './arguments.ts';
import type { CommandName } from './commands.ts';
import type { Outcome } from './outcome.ts';

/** The sub-commands that write nothing and ask nothing. */
type Telling = Exclude<CommandName, 'new' | 'update' | 'adopt' | DoorId>;

/** Does what such a sub-command is for; each is loaded where it is asked for. */
export async function tell(command: Telling, typed: Arguments): Promise<Outcome> {
  const { operand, wantsJson, isStrict } = typed;
  const style = styleOf(wantsJson ? process.stderr : process.stdout);
  switch (command) {
    case 'check':
      return (await import('./check.ts')).check(operand, isStrict, style);
    case 'list':
      return (await import('./list.ts')).list(operand, style);
    case 'explain':
      return (await import('./explain/explain.ts')).explain(operand ?? '', style);
    case 'schema':
      return (await import('./schema.ts')).schema();
    case 'completion':
      return (await import('./completion/completion.ts')).completion(operand ?? '');
    case 'help':
      return (await import('./help.ts')).help(operand);
  }
}
