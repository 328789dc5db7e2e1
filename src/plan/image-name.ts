import type { Answers } from '../answers/parse.ts';

/** Name of a service's image, without its tag. */
export function imageNameOf({ registry, name }: Pick<Answers, 'registry' | 'name'>): string {
  return registry ? `${registry}/${name}` : name;
}
