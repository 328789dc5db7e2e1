import { preparedTemplate } from '../templates.ts';
import type { PlannedFile } from './plan.ts';

/** What of a planned file its text is made of. */
type RenderableFile = Pick<PlannedFile, 'template'> & { readonly context: object };

/**
 * The text of a planned file. Each template is prepared once, when it is first asked for.
 *
 * @throws Error when the template asks for something that the context does not have
 */
export function renderFile({ template, context }: RenderableFile): string {
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

/** Files and partials without EJS are copied. */
function readLayout(template: string): Layout {
  const prepared = preparedTemplate(template);
  if (!template.endsWith('.ejs')) return () => prepared;
  const fill = new Function('locals', 'include', prepared) as (
    locals: object,
    include: (part: string, added: object) => string,
  ) => string;
  return (context) => {
    const known = { ...context };
    const include = (part: string, added: object) => layoutOf(part)({ ...known, ...added });
    try {
      return fill(known, include);
    } catch (error) {
      throw new Error(`${template}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
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
