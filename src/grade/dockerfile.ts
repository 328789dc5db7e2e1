import { type Instruction, instructionsOf } from './instructions.ts';

/** An image that a Dockerfile names. */
export interface NamedImage {
  /** With build arguments filled in; undefined if one has no default. */
  readonly name: string | undefined;
  readonly written: string;
  readonly line: number;
}

interface Stage {
  readonly name: string;
  readonly image: NamedImage;
  readonly instructions: readonly Instruction[];
}

/** What the grade reads in a Dockerfile. */
export interface Dockerfile {
  readonly path: string;
  readonly all: readonly Instruction[];
  /** Instructions of the last stage, after the instructions of the stages that it builds on. */
  readonly last: readonly Instruction[];
  /** The image below the last stage. */
  readonly base: NamedImage;
  /** Every image that isn't a stage or empty. */
  readonly images: readonly NamedImage[];
}

/** Reads a Dockerfile, whose last stage is the image. */
export function dockerfileOf(text: string, path: string): Dockerfile {
  const all = instructionsOf(text, path);
  const stages = stagesOf(all);
  const chain = chainOf(stages);
  const [root] = chain;
  if (!root) throw new Error('a Dockerfile has a stage');
  return {
    path,
    all,
    last: chain.flatMap(({ instructions }) => instructions),
    base: root.image,
    images: imagesOf(stages),
  };
}

function stagesOf(all: readonly Instruction[]): readonly Stage[] {
  const first = all.findIndex(({ keyword }) => keyword === 'FROM');
  const values = defaultsOf(all.slice(0, first));
  const starts = all.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []));
  return starts.map((start, index) => {
    const { text, line } = all[start] as Instruction;
    const words = text.split(/\s+/).filter((word) => !word.startsWith('--'));
    const written = words[0] ?? '';
    return {
      name: (words[1]?.toLowerCase() === 'as' ? (words[2] ?? '') : '').toLowerCase(),
      image: { written, name: filled(written, values), line },
      instructions: all.slice(start + 1, starts[index + 1]),
    };
  });
}

/** The stage that becomes the image, after the stages that it builds on. */
function chainOf(stages: readonly Stage[]): readonly Stage[] {
  const chain: Stage[] = [];
  for (let at = stages.length - 1; at >= 0; ) {
    const stage = stages[at] as Stage;
    chain.unshift(stage);
    at = stages
      .slice(0, at)
      .findLastIndex(({ name }) => name !== '' && name === stage.image.name?.toLowerCase());
  }
  return chain;
}

function imagesOf(stages: readonly Stage[]): readonly NamedImage[] {
  const named = stages.flatMap((stage, index) => {
    const before = new Set(stages.slice(0, index).flatMap(({ name }, at) => [name, String(at)]));
    const copied = stage.instructions.flatMap(({ text, line }) =>
      [...text.matchAll(/(?:--from=|--mount=\S*\bfrom=)(?<image>[^,\s]+)/g)].map(
        ({ groups: { image = '' } = {} }) => ({
          written: image,
          name: image.includes('$') ? undefined : image,
          line,
        }),
      ),
    );
    return [stage.image, ...copied].filter(({ name }) => !before.has(name?.toLowerCase() ?? '$'));
  });
  return named.filter(({ name }) => name !== 'scratch');
}

function defaultsOf(globals: readonly Instruction[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { text } of globals)
    for (const { groups: { name = '', value = '' } = {} } of text.matchAll(
      /(?<name>\w+)=(?<value>"[^"]*"|'[^']*'|\S*)/g,
    )) {
      const full = filled(value.replaceAll(/^["']|["']$/g, ''), values);
      if (full !== undefined) values.set(name, full);
    }
  return values;
}

/** A text with its variables filled in; undefined if one of them isn't known. */
function filled(text: string, values: ReadonlyMap<string, string>): string | undefined {
  let isKnown = true;
  const full = text.replaceAll(
    /\$(?:(?<plain>\w+)|\{(?<braced>\w+)(?::-(?<otherwise>[^}]*))?\})/g,
    (...args) => {
      const { plain, braced, otherwise } = args.at(-1);
      const value = values.get(plain ?? braced) || otherwise;
      if (value === undefined) isKnown = false;
      return value ?? '';
    },
  );
  return isKnown && !full.includes('$') ? full : undefined;
}

/** The arguments of the exec form of CMD and the like; undefined if it is the shell form. */
export function execForm(text: string): readonly string[] | undefined {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.every((word) => typeof word === 'string')
      ? words
      : undefined;
  } catch {
    return undefined;
  }
}
