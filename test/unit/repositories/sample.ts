/** A small repository, and the facts that detection must find in it: `value sureness`, by the name of the fact. */
export interface SampleRepository {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, string>>;
  readonly needs?: readonly string[];
  readonly native?: readonly string[];
  /** The beginning of each obstacle. */
  readonly obstacles?: readonly RegExp[];
}

/** A file of JSON. */
export const json = (value: object) => JSON.stringify(value, null, 2);
