import type { Answers } from '../answers/parse.ts';
import { keepingData } from '../hardening/data-folder.ts';
import type { Effects, RuntimeUser, Service } from '../hardening/option.ts';

/** An input of the plan: an enabled option, or the persistent data directory. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly effects: Effects;
}

/** All parts of a project: the chosen options in their order, then what keeps data, where something does. */
export function partsOf({ chosen }: Answers, service: Service): readonly Part[] {
  const options = chosen.map(({ id, title, effects }) => ({
    id,
    title,
    effects: effects?.(service) ?? {},
  }));
  const user = userOf(options, service);
  const data = {
    id: 'data',
    title: `What is below ${service.data} outlives the container`,
    effects: keepingData(service, user),
  };
  return service.data === '' ? options : [...options, data];
}

/** The address that a published port is bound to; undefined where no part says one. */
export function addressOf(parts: readonly Part[]): string | undefined {
  return parts.find(({ effects }) => effects.publishOn !== undefined)?.effects.publishOn;
}

/** The user that the service runs as: the base's, where no part says another. */
export function userOf(parts: readonly Part[], { base }: Service): RuntimeUser {
  return parts.find(({ effects }) => effects.user)?.effects.user ?? base.user;
}
