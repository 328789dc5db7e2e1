/**
 * Loaded into a run, ends it as a kill would, just before it touches the disk for the KILL_AT-th
 * time, or half way through writing a file: so that every moment can be tried, one by one.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

let left = Number(process.env.KILL_AT);

for (const name of ['chmodSync', 'mkdirSync', 'renameSync', 'rmSync', 'rmdirSync', 'writeFileSync']) {
  const real = fs[name];
  fs[name] = (path, ...rest) => {
    left -= 1;
    if (left > 0) return real(path, ...rest);
    const [contents, options] = rest;
    if (name === 'writeFileSync') real(path, contents.slice(0, contents.length / 2), options);
    return process.kill(process.pid, 'SIGKILL');
  };
}
syncBuiltinESMExports();
