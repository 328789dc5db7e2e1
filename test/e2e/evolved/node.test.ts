import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replacing } from '../mutants/mutant.ts';
import { budgeting, copying, lettingIn } from './evolve.ts';
import { describeEvolved } from './evolved.ts';

interface Locked {
  readonly version: string;
  readonly dev?: true;
  readonly optional?: true;
}

/** The packages that belong into the image; optional ones are for a platform each. */
function locked(folder: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  return Object.entries<Locked>(packages)
    .filter(([path, { dev, optional }]) => path && !dev && (!optional || /-linux-x64$/.test(path)))
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')} ${version}`);
}

const command = 'src/command.ts';
const migrate =
  "    if (command === 'migrate') {\n      await migrate();\n      return 0;\n    }\n    if (command === 'version') {";

describeEvolved({
  language: 'node',
  title: 'Fastify, pg and sharp',
  edits: [
    replacing(command, "import { newHandler } from './handler.ts';\n", ''),
    replacing(
      command,
      /(?=import .* '\.\/user\.ts')/,
      "import { migrate, newShop } from './shop.ts';\n",
    ),
    replacing(command, "    if (command === 'version') {", migrate),
    replacing(
      command,
      'newServer(newHandler(routes, stop, log), stop)',
      'newServer(shop.routing, stop)',
    ),
    replacing(command, /(?=^ {2}const server = )/m, '  const shop = await newShop(routes);\n'),
    replacing(
      command,
      'serve(server, stop, log)',
      'serve(server, stop, log).finally(() => shop.close())',
    ),
    lettingIn('static/**'),
    copying('static/', '/service/static/'),
    budgeting(170_000_000),
  ],
  commands: [
    {
      documented: 'npm install fastify',
      run: 'npm install fastify@5 @fastify/static@10 pg@8 sharp@0.35 && npm install --save-dev @types/pg@8',
    },
  ],
  says: { time: '1.7.2026, 14:00:00', native: '{"format":"png","width":80,"height":60}' },
  locked,
});
