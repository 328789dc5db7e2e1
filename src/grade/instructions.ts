import { exitCodes, Refusal } from '../refusal.ts';

/** One instruction of a Dockerfile, its continued lines joined. */
export interface Instruction {
  readonly keyword: string;
  /** All that follows the keyword, on one line. */
  readonly text: string;
  /** Line on which it starts, from 1. */
  readonly line: number;
  /** Contents of its heredocs. */
  readonly heredocs: readonly string[];
}

const keywords =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)$/;

/** What BuildKit takes for the start of a heredoc: a word of its own. */
const heredoc = /(?<!\S)\d*<<(?<strip>-?)(?<quote>["']?)(?<end>\w[\w.]*)\k<quote>(?!\S)/g;

/**
 * The instructions of a Dockerfile, read as BuildKit reads them.
 *
 * @throws Refusal with the first line that isn't one.
 */
export function instructionsOf(text: string, file: string): readonly Instruction[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const continued = new RegExp(`\\${escapeOf(lines)}[ \\t]*$`);
  const found: Instruction[] = [];
  for (let at = 0; at < lines.length; ) {
    const start = at;
    const joined = joinedLine(lines, at, continued);
    at = joined.next;
    if (joined.text === '') continue;
    const { keyword, rest } = parted(joined.text, start, file);
    const bodies = bodiesOf(keyword, rest, lines, at, file);
    at = bodies.next;
    found.push({ keyword, text: rest, line: start + 1, heredocs: bodies.heredocs });
  }
  const first = found.find(({ keyword }) => keyword !== 'ARG');
  if (first?.keyword !== 'FROM') throw unparsable(file, first?.line ?? 1, 'FROM is missing');
  return found;
}

/** The escape character: a directive can change it, before anything else is in the file. */
function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^\s*#\s*(?<name>\w+)\s*=\s*(?<value>\S+)\s*$/.exec(line)?.groups;
    if (!directive) return '\\';
    if (directive.name?.toLowerCase() === 'escape') return directive.value === '`' ? '`' : '\\';
  }
  return '\\';
}

/** A line with the lines that continue it; comments and empty lines in between don't end it. */
function joinedLine(lines: readonly string[], from: number, continued: RegExp) {
  let text = '';
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const isNothing = /^\s*(#.*)?$/.test(line);
    if (isNothing && text === '') return { text: '', next: at + 1 };
    if (isNothing) continue;
    text += line.replace(continued, '');
    if (!continued.test(line)) return { text: text.trim(), next: at + 1 };
  }
  return { text: text.trim(), next: lines.length };
}

function parted(text: string, index: number, file: string) {
  const [word = ''] = text.split(/\s/, 1);
  const keyword = word.toUpperCase();
  if (!keywords.test(keyword))
    throw unparsable(file, index + 1, `unknown instruction ${JSON.stringify(word.slice(0, 40))}`);
  const rest = text.slice(word.length).trim();
  if (rest === '') throw unparsable(file, index + 1, `${keyword} needs a value`);
  return { keyword, rest };
}

function bodiesOf(
  keyword: string,
  rest: string,
  lines: readonly string[],
  from: number,
  file: string,
) {
  const heredocs: string[] = [];
  let next = from;
  if (!/^(RUN|COPY|ADD)$/.test(keyword)) return { heredocs, next };
  for (const { groups: { strip = '', end = '' } = {} } of rest.matchAll(heredoc)) {
    const isEnd = (line: string) => (strip ? line.replace(/^\t+/, '') : line) === end;
    const length = lines.slice(next).findIndex(isEnd);
    if (length < 0) throw unparsable(file, from, `the heredoc ${end} has no end`);
    heredocs.push(lines.slice(next, next + length).join('\n'));
    next += length + 1;
  }
  return { heredocs, next };
}

function unparsable(file: string, line: number, why: string): Refusal {
  return new Refusal(`${file}:${line} can't be parsed: ${why}. Fix that line.`, exitCodes.usage);
}
