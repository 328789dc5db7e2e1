import { type Fact, type Files, fact } from '../../src/languages/detection.ts';
import { valueAt } from '../../src/record.ts';

/**
 * Flags of Node.js whose value is the next word.
 * Source: https://nodejs.org/api/cli.html
 */
const takesValue =
  /^(-r|--require|--import|--loader|--experimental-loader|--env-file(-if-exists)?|-C|--conditions|--title|--input-type|--icu-data-dir|--diagnostic-dir|--report-dir(ectory)?|--watch-path|--inspect-port|--max-http-header-size|--max-old-space-size|--stack-trace-limit|--unhandled-rejections|--dns-result-order)$/;

/** Programs that start a file, with the words of their own that come first. */
const starters: Readonly<Record<string, RegExp>> = {
  node: /^$/,
  'pm2-runtime': /^start$/,
  pm2: /^start$/,
};

/** Programs that compile source while it starts. */
const compilers = /^(tsx|ts-node|ts-node-dev|nodemon|bun|babel-node|esno)$/;

/** Folders that a build makes. */
const built = /^(dist|build|lib|out|\.next|\.output|public)\//;

/** The file that a command starts: `cd server && node --enable-source-maps app.js` starts server/app.js. */
export function startedBy(files: Files, command: string, from: string): Fact | undefined {
  if (/\bnest start\b/.test(command))
    return fact('dist/main.js', `${from}: nest start`, 'convention');
  let folder = '';
  let last: Fact | undefined;
  for (const part of command.split(/&&|\|\||[;|&]/)) {
    const words = part.trim().split(/\s+/);
    if (words[0] === 'cd')
      folder = `${(words[1] ?? '.').replace(/^\.?\/?/, '').replace(/\/?$/, '')}/`;
    const program = words.findIndex((word) => word in starters || compilers.test(word));
    const path = program < 0 ? undefined : fileIn(words.slice(program));
    // pm2 also takes a file of settings.
    if (path !== undefined && !/\.json$|^ecosystem\./.test(path))
      last = factOf(
        files,
        path,
        folder === '/' ? '' : folder,
        from,
        compilers.test(words[program] ?? ''),
      );
  }
  return last;
}

/** The first word after a program that is neither a flag nor its value. */
function fileIn([program = '', ...words]: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (starters[program]?.test(word) || /^(watch|run)$/.test(word)) continue;
    if (!word.startsWith('-')) return word.replaceAll(/["']/g, '');
    if (takesValue.test(word)) at++;
  }
  return undefined;
}

function factOf(
  files: Files,
  path: string,
  folder: string,
  from: string,
  isCompiled: boolean,
): Fact {
  const main = valueAt(files.data('package.json'), 'main');
  const wanted =
    folder + (path === '.' && typeof main === 'string' ? main : path).replace(/^\.\//, '');
  const found = existing(files, wanted);
  const isSure = (found !== undefined || built.test(wanted)) && !isCompiled;
  const shown = found ?? (/\.\w+$/.test(wanted) ? wanted : `${wanted}.js`);
  return fact(shown, from, isSure ? 'said' : 'guess');
}

/** A file, by a path that may lack its extension; undefined if there is none. */
export function existing(files: Files, path: string): string | undefined {
  const bare = path.replace(/^\.\//, '').replace(/\/$/, '');
  const endings = ['', '.js', '.mjs', '.cjs', '/index.js', '.ts', '/index.ts'];
  return endings.map((ending) => bare + ending).find((one) => files.has(one));
}
