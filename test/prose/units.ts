/** A piece of prose: a paragraph, a comment or a text between quotes. */
export interface Unit {
  /** Line on which it starts, from 1. */
  readonly line: number;
  readonly text: string;
  readonly kind: 'prose' | 'comment' | 'string';
}

/** Code within prose, as a word that no rule is about. */
const code = '`x`';

/** The prose of a file, by its name: paragraphs of Markdown; comments and texts of anything else. */
export function unitsOf(path: string, text: string): readonly Unit[] {
  if (/\.md(\.ejs)?$/.test(path)) return markdownUnits(text);
  return /\.(ts|mts|mjs|js|go|java|rs|cpp|hpp|proto)(\.ejs)?$/.test(path)
    ? codeUnits(text, slashed)
    : codeUnits(text, hashed);
}

/** Paragraphs, cells of tables, items of lists and headings, without code. */
function markdownUnits(markdown: string): Unit[] {
  const blank = (block: string) => block.replaceAll(/[^\n]/g, ' ');
  const prose = markdown
    .replaceAll(/^ *```[\s\S]*?^ *```/gm, blank)
    .replaceAll(/<!--[\s\S]*?-->|<%[\s\S]*?%>/g, blank)
    .replaceAll(/`[^`]*`/g, (span) => code + span.replaceAll(/[^\n]/g, ''))
    .replaceAll(/\]\([^)]*\)/g, ']');
  return split(prose, /\n[ \t]*\n|\n(?=[ \t]*(?:[-*|#]|[0-9]+\.))|\|/g).map((unit) => ({
    ...unit,
    kind: 'prose',
  }));
}

/** Pieces between separators, each with its line. */
function split(text: string, separator: RegExp): { line: number; text: string }[] {
  const pieces: { line: number; text: string }[] = [];
  let line = 1;
  let from = 0;
  for (const { 0: found, index } of [...text.matchAll(separator), { 0: '', index: text.length }]) {
    const piece = text.slice(from, index);
    const lead = /^\s*/.exec(piece)?.[0] ?? '';
    if (piece.trim() !== '') pieces.push({ line: line + linesIn(lead), text: piece.trim() });
    line += linesIn(piece) + linesIn(found);
    from = index + found.length;
  }
  return pieces;
}

const linesIn = (text: string) => text.split('\n').length - 1;

/** What a file is made of, in the order in which it is looked for; named groups are prose. */
const slashed = new RegExp(
  [
    '/\\*(?<block>[\\s\\S]*?)\\*/',
    '(?<comment>(?://[^\\n]*(?:\\n[ \\t]*(?=//)|))+)',
    '"(?<double>(?:\\\\.|[^"\\\\\\n])*)"',
    "'(?<single>(?:\\\\.|[^'\\\\\\n])*)'",
    '`(?<template>(?:\\\\.|[^`\\\\])*)`',
    '(?<=[(,=:[!&|?{};]\\s*|return )/(?![*/])(?:\\\\.|\\[(?:\\\\.|[^\\]\\\\\\n])*\\]|[^/\\\\\\n])+/',
  ].join('|'),
  'g',
);

const hashed = new RegExp(
  [
    '"""(?<block>[\\s\\S]*?)"""',
    '(?<comment>(?<=^|[ \\t;])#(?:[^\\n]*(?:\\n[ \\t]*#|))+)',
    '"(?<double>(?:\\\\.|[^"\\\\])*)"',
    "'(?<single>[^']*)'",
  ].join('|'),
  'gm',
);

function codeUnits(text: string, tokens: RegExp): Unit[] {
  return [...text.matchAll(tokens)].flatMap(({ 0: whole, index, groups = {} }) => {
    const line = linesIn(text.slice(0, index)) + 1;
    const comment = groups.block ?? groups.comment;
    if (comment !== undefined) return paragraphsOf(comment, line);
    const string = groups.double ?? groups.single ?? groups.template;
    return string !== undefined && /[A-Za-z]+ [a-z]+/.test(string) && whole.length < 2000
      ? [{ line, text: withoutCode(string), kind: 'string' as const }]
      : [];
  });
}

/** The paragraphs of a comment, without its marks. */
function paragraphsOf(comment: string, line: number): Unit[] {
  const marks = /^[ \t]*(?:\/\/[/!]?|\*|#+!?)?[ \t]?/gm;
  const text = withoutCode(comment.replaceAll(marks, '').replaceAll(/^@\w+ \w*/gm, ''));
  return split(text, /\n[ \t]*\n|\n(?= *[-*] )|\n(?= {2})/g).map((piece) => ({
    line: line + piece.line - 1,
    text: piece.text,
    kind: 'comment',
  }));
}

const withoutCode = (text: string) =>
  text
    .replaceAll(/\$\{[^}]*\}|\$\w+/g, 'x')
    .replaceAll(/<%[\s\S]*?%>/g, 'x')
    .replaceAll(/`[^`\n]*`/g, code);
