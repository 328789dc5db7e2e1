import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { extras } from '../../src/extras/extras.ts';
import { registryPattern } from '../../src/images/reference.ts';
import { renderedProject } from '../rendered-project.ts';

/** Registries that some reader of YAML takes for a number, a truth value, a time or nothing. */
const registries = ['1.2', '0.1', '12.30', '1.2/acme', '1.50', '127.0.0.1:5000'];

/** Every scalar of a YAML text that contains another text, as a reader of YAML 1.1 or 1.2 has it. */
function scalars(text: string, version: '1.1' | '1.2'): unknown[] {
  const found: unknown[] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) found.push(value);
    else for (const item of Object.values(value)) walk(item);
  };
  for (const document of parseAllDocuments(text, { version })) walk(document.toJS());
  return found;
}

describe('a registry that looks like something else', () => {
  for (const registry of registries)
    it(`${registry} is text in every YAML file`, () => {
      assert.match(registry, registryPattern);
      const odd = renderedProject({ registry, extras: Object.keys(extras) });
      const plain = renderedProject({ registry: 'reg.example', extras: Object.keys(extras) });
      const paths = [...odd.texts.keys()].filter((path) => /\.ya?ml$/.test(path));
      assert.ok(paths.length > 6);
      const [host = ''] = registry.split('/');
      for (const path of paths)
        for (const version of ['1.1', '1.2'] as const) {
          const renamed = (value: string) =>
            value
              .replaceAll('reg.example/', `${registry}/`)
              .replaceAll(/(^|")reg\.example(?="|$)/g, `$1${host}`);
          const expected = scalars(plain.text(path), version).map((value) =>
            typeof value === 'string' ? renamed(value) : value,
          );
          assert.deepEqual(scalars(odd.text(path), version), expected, `${path} ${version}`);
        }
    });
});
