import { interviewOfAddition } from '../../src/answers/addition.ts';
import type { DoorId } from '../../src/extras/extra.ts';
import { openProject } from '../../src/project/destination.ts';
import type { Door } from './door.ts';

/** A sub-generator that adds to the project in the current folder. */
export function additionDoor(id: DoorId): Door {
  return {
    takesName: false,
    removes: true,
    fields: ['extras', 'data', 'allowEol'],
    open: (_given, current) => ({
      interview: interviewOfAddition(id),
      destination: openProject(current, `yo hardened-container:${id}`),
      name: undefined,
    }),
    isAddition: true,
  };
}
