/** An object as a JSON, TOML or YAML file has it. */
export type Data = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and no list. */
export function isRecord(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a record; empty if it isn't one. */
export function record(value: unknown): Data {
  return isRecord(value) ? value : {};
}

/** A value deep in a record; undefined if there is none. */
export function valueAt(data: Data | undefined, ...way: readonly string[]): unknown {
  return way.reduce<unknown>((value, key) => record(value)[key], data);
}
