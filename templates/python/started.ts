import { type Fact, type Files, fact } from '../../src/languages/detection.ts';
import { serverNames } from './adoption.ts';
import { dependencies } from './requirements.ts';

/** An application with the server that is to run it: one that the program depends on. */
export function started(entry: Fact, files: Files): Fact {
  if (!entry.value.includes(':') || entry.value.includes(' ')) return entry;
  const names = [...dependencies(files), ...serverNames.filter((name) => isLocked(files, name))];
  if (entry.from.includes('project.scripts')) return { ...entry, value: `call ${entry.value}` };
  const isAsync = names.some((name) => /^(fastapi|starlette|litestar|quart)$/.test(name));
  const order = isAsync ? serverNames : ['gunicorn', ...serverNames];
  const server = order.find((name) => names.includes(name));
  return server ? { ...entry, value: `${server} ${entry.value}` } : entry;
}

const locks = ['uv.lock', 'poetry.lock', 'pdm.lock'] as const;

/** Whether a lock file has a package: one that others depend on isn't among the direct dependencies. */
function isLocked(files: Files, name: string): boolean {
  return locks.some((path) => files.text(path)?.includes(`\nname = "${name}"\n`));
}

/** For requirements that don't say for which versions there are wheels. */
const usual = fact('3.13', 'most packages have wheels for it', 'convention');

/** The newest version that all locked packages with compiled parts have a wheel for. */
export function newest(files: Files): Fact | undefined {
  const lock = locks.find(files.has);
  const text = lock && files.text(lock);
  if (!text) return usual;
  const wheel = /([\w.]+)-[\w.!+]+-cp3(\d+)-(cp3\d+|abi3)-(?:many|musl)linux[\w.]*x86_64\.whl/g;
  const made = new Map<string, number>();
  for (const [, name = '', minor, abi] of text.matchAll(wheel)) {
    const version = abi === 'abi3' ? Number.POSITIVE_INFINITY : Number(minor);
    made.set(name, Math.max(made.get(name) ?? 0, version));
  }
  const least = Math.min(...made.values());
  return Number.isFinite(least) ? fact(`3.${least}`, `${lock}: wheels`, 'convention') : undefined;
}
