import ejs from 'ejs';
import { readPackageFile } from './package.ts';

/**
 * Prepares a template for rendering. The build prepares all of them and replaces this module with one
 * that reads the result, so the package needs neither EJS nor the templates.
 *
 * @param template relative to templates/
 * @returns of EJS the body of a function of `locals` and `include`; of anything else its text
 */
export function preparedTemplate(template: string): string {
  const text = readPackageFile(`templates/${template}`);
  if (!template.endsWith('.ejs')) return text;
  const prepared = new ejs.Template(text, { filename: template });
  prepared.compile();
  return prepared.source;
}
