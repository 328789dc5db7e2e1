import assert from 'node:assert/strict';
import { DockerfileParser, type From, type Instruction } from 'dockerfile-ast';
import { ValidationCode, validate } from 'dockerfile-utils';

/** A stage of a Dockerfile, from its FROM to the next. */
export interface Stage {
  readonly image: string;
  readonly name: string | null;
  /** The instructions after FROM. */
  readonly instructions: readonly Instruction[];
  /** Their keywords. */
  readonly keywords: readonly string[];
}

/** The validator takes an apostrophe within double quotes for a quote; what is in labels is read by `labels`. */
const misread: readonly unknown[] = [
  ValidationCode.SYNTAX_MISSING_DOUBLE_QUOTE,
  ValidationCode.SYNTAX_MISSING_SINGLE_QUOTE,
];

const known = new Map<string, readonly Stage[]>();

/** Parses a Dockerfile, which has to be without any fault that the parser knows of. */
export function parsedDockerfile(text: string): readonly Stage[] {
  const stages = known.get(text) ?? parse(text);
  known.set(text, stages);
  return stages;
}

function parse(text: string): readonly Stage[] {
  const faults = validate(text)
    .filter(({ code }) => !misread.includes(code))
    .map(({ range, message }) => `${range.start.line + 1}: ${message}`);
  assert.deepEqual(faults, [], text);
  const instructions = DockerfileParser.parse(text).getInstructions();
  const starts = instructions.flatMap((one, index) => (one.getKeyword() === 'FROM' ? [index] : []));
  assert.equal(starts[0], 0, 'nothing stands before the first FROM');
  return starts.map((start, index) => {
    const from = instructions[start] as From;
    const rest = instructions.slice(start + 1, starts[index + 1]);
    return {
      image: from.getImage() ?? '',
      name: from.getBuildStage(),
      instructions: rest,
      keywords: rest.map((one) => one.getKeyword()),
    };
  });
}

/** The stage that becomes the image. */
export function finalStage(text: string): Stage {
  const last = parsedDockerfile(text).at(-1);
  assert.ok(last);
  return last;
}

/** The keywords of all instructions, in order. */
export function instructionSequence(text: string): readonly string[] {
  return parsedDockerfile(text).flatMap(({ keywords }) => ['FROM', ...keywords]);
}

/** Every image in FROM, --from= or --mount=…from= that isn't a stage of the file. */
export function namedImages(text: string): readonly string[] {
  const stages = parsedDockerfile(text);
  const names = new Set(stages.map(({ name }) => name));
  const mentioned = stages.flatMap(({ image, instructions }) => [
    image,
    ...instructions.flatMap((one) =>
      [...one.getTextContent().matchAll(/\bfrom=([^,\s]+)/g)].map(([, named = '']) => named),
    ),
  ]);
  return [...new Set(mentioned)].filter((image) => !names.has(image) && image !== 'scratch');
}

/**
 * The labels of the image by name, as Docker reads them: in double quotes a backslash
 * before a quote, a dollar or a backslash is not read, and variables are filled in (here with nothing).
 * Source: https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function labels(text: string): ReadonlyMap<string, string> {
  const lines = finalStage(text).instructions.filter((one) => one.getKeyword() === 'LABEL');
  return new Map(lines.flatMap((line) => labelsOf(line.getTextContent())));
}

function labelsOf(text: string): [string, string][] {
  const words = text.replace(/^LABEL/, '').replaceAll(/\\\n/g, ' ');
  const word = /\s+(?<name>[\w.]+)="(?<value>(\\.|[^"\\])*)"/gsu;
  assert.equal(words.replaceAll(word, ''), '', `labels are words in double quotes: ${text}`);
  return [...words.matchAll(word)].map(({ groups: { name = '', value = '' } = {} }) => [
    name,
    value.replaceAll(/\\(["$\\])|\$\{[^}]*\}|\$\w+/gu, '$1'),
  ]);
}
