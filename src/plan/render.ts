import ejs from 'ejs';
import { readPackageFile } from '../package.ts';
import type { PlannedFile } from './plan.ts';

/**
 * The text of a planned file. Reads templates, each once, and nothing else.
 *
 * @throws Error when the template asks for something that the context does not have
 */
export function renderFile({ template, context }: PlannedFile): string {
  return layoutOf(template)(strict(context, template));
}

/** Lays out a context as one template says. */
type Layout = (context: object) => string;

const layouts = new Map<string, Layout>();

function layoutOf(template: string): Layout {
  const layout = layouts.get(template) ?? readLayout(template);
  layouts.set(template, layout);
  return layout;
}

/** What is no EJS is copied, be it a file or part of one. */
function readLayout(template: string): Layout {
  const text = readPackageFile(`templates/${template}`);
  if (!template.endsWith('.ejs')) return () => text;
  const fill = ejs.compile(text, { filename: template });
  return (context) => {
    const known = { ...context };
    // EJS's own include would compile a part again each time.
    const include = (part: string, added: object) => layoutOf(part)({ ...known, ...added });
    return fill({ ...known, include });
  };
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
