/**
 * Draws what a terminal shows, as `tmux capture-pane -e` gives it on standard input, as an SVG on
 * standard output. Understands the colours and bold that our own output uses (ECMA-48, SGR).
 */
import { readFileSync } from 'node:fs';

const cell = { width: 8.4, height: 19 } as const;
const margin = 16;
const foreground = '#d4d4d4';
const palette = [
  '#3b3b3b',
  '#f14c4c',
  '#23d18b',
  '#e5e510',
  '#5aa9ff',
  '#d670d6',
  '#29b8db',
  foreground,
];

interface Pen {
  colour: string;
  isBold: boolean;
}

/** Changes the pen as a sequence of SGR numbers says. */
function setPen(pen: Pen, codes: string): void {
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) Object.assign(pen, { colour: foreground, isBold: false });
    else if (code === 1) pen.isBold = true;
    else if (code === 22) pen.isBold = false;
    else if (code === 2 || code === 90) pen.colour = '#8a8a8a';
    else if (code === 39) pen.colour = foreground;
    else if (code >= 30 && code <= 37) pen.colour = palette[code - 30] ?? foreground;
    else if (code >= 91 && code <= 97) pen.colour = palette[code - 90] ?? foreground;
  }
}

function drawLine(line: string, row: number, pen: Pen): string {
  let column = 0;
  const spans: string[] = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a sequence.
  for (const part of line.split(/(\u001b\[[0-9;]*m)/)) {
    if (part.startsWith('\u001b')) {
      setPen(pen, part.slice(2, -1));
      continue;
    }
    if (part.trim() !== '') {
      const weight = pen.isBold ? ' font-weight="bold"' : '';
      const x = (margin + column * cell.width).toFixed(1);
      spans.push(`<tspan x="${x}" fill="${pen.colour}"${weight}>${escapeXml(part)}</tspan>`);
    }
    column += [...part].length;
  }
  return `<text y="${margin + (row + 1) * cell.height}" xml:space="preserve">${spans.join('')}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const lines = readFileSync(0, 'utf8').trimEnd().split('\n');
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a sequence.
const bare = lines.map((line) => line.replaceAll(/\u001b\[[0-9;]*m/g, ''));
const columns = Math.max(...bare.map((line) => [...line].length));
const width = Math.ceil(2 * margin + columns * cell.width);
const height = 2 * margin + (lines.length + 0.5) * cell.height;
const pen: Pen = { colour: foreground, isBold: false };
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="8" fill="#1e1e1e"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
${lines.map((line, row) => drawLine(line, row, pen)).join('\n')}
</g>
</svg>
`);
