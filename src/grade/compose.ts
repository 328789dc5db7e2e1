import { posix } from 'node:path';
import { type Document, isMap, LineCounter, parseDocument } from 'yaml';
import { record } from '../record.ts';
import { exitCodes, Refusal } from '../refusal.ts';

/** The service of a compose file that is built from the Dockerfile. */
export interface ComposeService {
  readonly path: string;
  /** Line on which the service starts. */
  readonly line: number;
  /** Its keys; a value with a variable is the unmodified text. */
  readonly keys: Readonly<Record<string, unknown>>;
  /** Whether further keys can come from elsewhere, such as `extends`. */
  readonly isPartial: boolean;
  /** Line of a key, or of the service if it isn't there. */
  readonly lineOf: (key: string) => number;
}

/**
 * The one service with `build`; undefined if there is none. Of several, the one that is built from the Dockerfile.
 *
 * @param dockerfile its path from the folder of the compose file
 * @throws Refusal if the file isn't YAML.
 */
export function composeService(
  text: string,
  path: string,
  hasOverride: boolean,
  dockerfile?: string,
): ComposeService | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const [error] = document.errors;
  if (error)
    throw new Refusal(
      `${path}:${error.linePos?.[0].line ?? 1} isn't valid YAML. Fix that line.`,
      exitCodes.usage,
    );
  const content = plain(document, path);
  const built = Object.entries(record(content.services)).filter(
    ([, keys]) => record(keys).build !== undefined,
  );
  const services =
    built.length > 1 ? built.filter(([, keys]) => dockerfileIn(keys) === dockerfile) : built;
  const [one, ...others] = services;
  if (!one || others.length > 0) return undefined;
  const [name, value] = one;
  const keys = record(value);
  const lineOf = (...way: string[]) => lineAt(document, lines, ['services', name, ...way]);
  return {
    path,
    keys,
    line: lineOf() ?? 1,
    isPartial: hasOverride || keys.extends !== undefined || content.include !== undefined,
    lineOf: (key) => lineOf(key) ?? lineOf() ?? 1,
  };
}

/** The path of the Dockerfile that a service is built from. */
function dockerfileIn(keys: unknown): string {
  const { build } = record(keys);
  return posix.join(contextOf(build), String(record(build).dockerfile ?? 'Dockerfile'));
}

/** The folder that `build` names, from the folder of the compose file. */
export function contextOf(build: unknown): string {
  return String((typeof build === 'string' ? build : record(build).context) ?? '.');
}

function plain(document: Document, path: string): Record<string, unknown> {
  try {
    return record(document.toJS({ maxAliasCount: 100 }));
  } catch {
    throw new Refusal(
      `${path} has aliases that can't be resolved. Fix its anchors and aliases.`,
      exitCodes.usage,
    );
  }
}

function lineAt(
  document: Document,
  lines: LineCounter,
  way: readonly string[],
): number | undefined {
  const parent = document.getIn(way.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => String(key) === way.at(-1));
  const range = (pair?.key as { range?: readonly number[] } | undefined)?.range;
  return range?.[0] === undefined ? undefined : lines.linePos(range[0]).line;
}

/** A value as a list of texts. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one)))
    : [];
}
