import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import { packageUrl, readPackageFile } from '../package.ts';
import type { PlannedFile } from './plan.ts';

const compiled = new Map<string, ejs.TemplateFunction>();

/**
 * The text of a planned file. Reads the template, nothing else.
 *
 * @throws Error when the template asks for something that the context does not have
 */
export function renderFile({ template, context }: PlannedFile): string {
  return template.endsWith('.ejs')
    ? compile(template)(strict(context, template))
    : readPackageFile(`templates/${template}`);
}

function compile(template: string): ejs.TemplateFunction {
  const known = compiled.get(template);
  if (known) return known;
  const made = ejs.compile(readPackageFile(`templates/${template}`), {
    filename: fileURLToPath(packageUrl(`templates/${template}`)),
    root: fileURLToPath(packageUrl('templates/')),
  });
  compiled.set(template, made);
  return made;
}

/** A view of the context in which asking for something that is not there throws, at any depth. */
function strict<T extends object>(value: T, path: string): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target))
        throw new Error(`${path} asks for ${key}, which is not in its context.`);
      const found: unknown = Reflect.get(target, key, receiver);
      return typeof found === 'object' && found !== null
        ? strict(found, `${path}: ${String(key)}`)
        : found;
    },
  });
}
