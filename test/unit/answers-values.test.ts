import assert from 'node:assert/strict';
import type { FieldName } from '../../src/answers/fields.ts';
import { programFields } from '../../src/answers/program-fields.ts';
import { parsed, problemsOf } from './parsed-answers.ts';

describe('answers that are not given', () => {
  it('have a default each', () => {
    const { chosen, waived, hardening, ...values } = parsed();
    assert.deepEqual(values, {
      name: 'my-service',
      description: 'The service my-service in a hardened container.',
      allowEol: false,
      source: 'sample',
      language: 'go',
      languageVersion: '1.27',
      kind: 'http',
      port: 8080,
      base: 'scratch',
      baseVersion: '',
      module: 'example.com/my-service',
      registry: '',
      mirror: '',
      preset: 'strict',
      with: [],
      without: [],
      waiver: [],
      extras: [],
      data: '',
      manager: 'modules',
      entry: '.',
      arguments: [],
      build: '',
      include: [],
      assets: [],
      scripts: [],
      probe: '/',
      memory: 128,
    });
    assert.deepEqual(
      hardening,
      chosen.map(({ id }) => id),
    );
    assert.deepEqual(waived, []);
  });

  it('follow from the given ones', () => {
    assert.equal(parsed({ name: 'orders' }).module, 'example.com/orders');
    assert.equal(
      parsed({ name: 'orders' }).description,
      'The service orders in a hardened container.',
    );
    assert.equal(parsed({ base: 'alpine' }).baseVersion, '3.24');
    assert.equal(parsed({ base: 'debian' }).baseVersion, '13');
    assert.equal(parsed({ base: 'distroless' }).baseVersion, 'debian13');
    assert.equal(parsed({ hardening: 'seccomp' }).preset, 'custom');
  });

  it('are the same whether absent or undefined', () => {
    assert.deepEqual(parsed({ name: undefined, port: undefined, hardening: undefined }), parsed());
  });
});

describe('a name that the language cannot use as it is', () => {
  it('gets a module that it can', () => {
    assert.equal(parsed({ name: 'con' }).module, 'example.com/con-service');
    assert.equal(parsed({ name: 'lpt9' }).module, 'example.com/lpt9-service');
    assert.equal(parsed({ name: 'console' }).module, 'example.com/console');
  });
});

describe('a name that is not given', () => {
  const folders = {
    'my-service': 'my-service',
    'My Service': 'my-service',
    Größe: 'gro-e',
    'Crème brûlée': 'creme-brulee',
    '2-fast.go': 'fast-go',
    '..': 'service',
    '': 'service',
    漢字: 'service',
    [`${'a'.repeat(62)}-b`]: 'a'.repeat(62),
    '$(id)': 'id',
  };
  for (const [folder, name] of Object.entries(folders))
    it(`is the nearest legal one in a folder ${JSON.stringify(folder)}`, () => {
      assert.equal(parsed({}, {}, { folder }).name, name);
    });
});

/** Values that are taken, and what they are read as; those without a second value as they are. */
const legal: {
  readonly [Name in FieldName]: readonly (readonly [given: unknown, read?: unknown])[];
} = {
  name: [['a'], ['a1'], ['my-service'], ['class'], ['a'.repeat(63)]],
  description: [
    ['x'],
    ['It\'s "50 %" of $HOME; `id` & more'],
    ['Größe 漢字 🚢'],
    ['a'.repeat(200)],
  ],
  allowEol: [[true], [false]],
  language: [['go']],
  languageVersion: [['1.27'], ['1.26'], [1.26, '1.26']],
  kind: [['http'], ['worker']],
  port: [[1025], [65535], ['8081', 8081], ['08080', 8080], [1e4, 10000]],
  base: [['scratch'], ['distroless'], ['alpine'], ['debian']],
  baseVersion: [['3.24'], ['3.22'], ['3.24.1'], ['20260127'], [3.24, '3.24']],
  module: [['example.com/x'], ['github.com/Acme/my_service/v2'], ['git.example.co.uk/~me/a.b']],
  registry: [[''], ['ghcr.io/acme'], ['localhost'], ['localhost:5000'], ['registry:5000/a/b__c']],
  mirror: [[''], ['mirror.example/hub'], ['10.0.0.1:5000']],
  preset: [['strict'], ['tutorial'], ['custom']],
  hardening: [
    ['seccomp', ['seccomp']],
    [' seccomp , no-shell ,', ['no-shell', 'seccomp']],
    [['seccomp', 'seccomp'], ['seccomp']],
    ['', []],
    [[], []],
  ],
  with: [
    ['seccomp', ['seccomp']],
    [['seccomp'], ['seccomp']],
  ],
  without: [['seccomp,no-setuid', ['no-setuid', 'seccomp']]],
  waiver: [
    ['seccomp=the kernel is too old', ['seccomp=the kernel is too old']],
    [['seccomp=old kernel; until 2027-01-31', 'no-setuid=x']],
    [[]],
  ],
  extras: [['tour', ['tour']], ['', []], [['tour']]],
  data: [
    [''],
    ['/data'],
    ['/var/lib/orders'],
    ['/var/lib/dpkg-of-ours'],
    ['/srv'],
    ['/home/appuser'],
    ['/variable'],
    ['/tmpdir'],
    ['/a.b/c-d_E'],
    [`/${'a'.repeat(99)}`],
  ],
  source: [['sample'], ['own']],
  manager: [['npm'], ['yarn'], ['pnpm']],
  entry: [['index.js'], ['dist/main.mjs'], ['.next/standalone/server.js'], ['@app/x.cjs']],
  arguments: [['--port=8080', ['--port=8080']], [['a b', '"$(id)"']], [[]]],
  build: [[''], ['build'], ['build:prod']],
  include: [['src/', ['src/']], [['a b.txt', '.mvn/']], [[]]],
  assets: [[['public/', 'web/static/']]],
  scripts: [[['bcrypt', '@acme/native']]],
  probe: [['/'], ['/actuator/health'], ['/~x/y_z-1.json']],
  memory: [[16], [65536], ['512', 512]],
};

/** Further answers that a value needs to make sense. */
const company: Partial<Record<FieldName, Record<string, unknown>>> = {
  baseVersion: { base: 'alpine' },
  ...Object.fromEntries(
    Object.keys(programFields).map((name) => [name, { source: 'own', language: 'node' }]),
  ),
};

describe('a legal answer', () => {
  for (const [name, rows] of Object.entries(legal) as [FieldName, (typeof legal)[FieldName]][])
    for (const [given, read = given] of rows)
      it(`is read: ${name} ${JSON.stringify(given).slice(0, 60)}`, () => {
        assert.deepEqual(parsed({ ...company[name], [name]: given })[name], read);
      });
});

describe('the order of answers', () => {
  it('does not count, and a name counts once in a set', () => {
    const sorted = parsed({ preset: 'strict', without: 'seccomp,no-setuid', kind: 'worker' });
    const unsorted = parsed({
      kind: 'worker',
      without: ['no-setuid', 'seccomp', 'seccomp'],
      preset: 'strict',
    });
    assert.deepEqual(unsorted, sorted);
  });

  it('does not count for problems either: all are named, in the order of the fields', () => {
    const fields = problemsOf({ extras: 'x', port: 80, name: 'A' }).map(({ field }) => field);
    assert.deepEqual(fields, ['name', 'port', 'extras']);
  });
});
