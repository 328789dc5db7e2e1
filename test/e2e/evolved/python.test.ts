import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replacing } from '../mutants/mutant.ts';
import { budgeting, copying, lettingIn, needing } from './evolve.ts';
import { describeEvolved } from './evolved.ts';

const packages = ['fastapi~=0.165', 'httpx~=0.28', 'numpy~=2.5', 'psycopg~=3.3', 'tzdata'];
const added = packages.map((one) => `"${one}", `).join('');

const migrate =
  '        case ["migrate"]:\n            from service import shop\n\n            shop.migrate()\n            return 0\n        case ["version"]:';

/** Every line that names a version, except packages for other systems. */
function locked(folder: string): string[] {
  const text = readFileSync(join(folder, 'requirements.txt'), 'utf8');
  return [...text.matchAll(/^([a-z0-9-]+)==(\S+) (?!;)/gm)].map(
    ([, name, version]) => `${name} ${version}`,
  );
}

describeEvolved({
  language: 'python',
  title: 'FastAPI, psycopg and numpy',
  edits: [
    replacing('pyproject.toml', 'dependencies = [', `dependencies = [${added}`),
    replacing('src/service/server.py', 'serve(App(', 'serve(Shop('),
    replacing(
      'src/service/server.py',
      'from service.user import',
      'from service.shop import Shop\nfrom service.user import',
    ),
    replacing('src/service/main.py', '        case ["version"]:', migrate),
    lettingIn('static/**'),
    copying('static/', '/service/static/'),
    needing('image libpq5'),
    budgeting(140_000_000),
  ],
  commands: [
    { documented: 'pip install uv', run: 'uv --version || pip install uv' },
    ...[
      'uv pip compile pyproject.toml -o requirements.txt',
      'uv pip compile --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt',
    ].map((command) => ({ documented: command, run: command })),
  ],
  says: { time: '"2026-07-01T14:00:00+02:00"', native: '[3,5,7]' },
  locked,
});
