import type { FieldName } from '../../src/answers/fields.ts';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { noText, type RefusedAnswers } from './refused-values.ts';

/** An existing program. */
const program: RawAnswers = { source: 'own', language: 'node' };

const wrongPaths = [
  ...[
    '',
    '/etc/passwd',
    '../x',
    'a/../b',
    './a',
    'a//b',
    'a\nb',
    'a"b',
    "a'b",
    '$(id)',
    'a;b',
    '!a',
  ],
  ...['*', ' a', 'ü/', ['a', 1], 7],
];

/** Values of answers about an existing program that are rejected from every source. */
export const refusedOfPrograms: Partial<Record<FieldName, readonly RefusedAnswers[]>> = {
  source: [{ values: ['', 'theirs', 'Own', ...noText], offers: /Use sample or own/ }],
  manager: [
    {
      beside: program,
      values: ['', 'bun', 'NPM', 'npm;id', ...noText],
      offers: /Use npm, yarn or pnpm/,
    },
  ],
  entry: [
    {
      beside: program,
      values: [
        ...[
          '',
          'a b.js',
          '/app/x.js',
          '../x.js',
          'x/../y.js',
          'x.ts',
          'x.js"',
          '$(id).js',
          'x.js\n',
        ],
        ...noText,
      ],
      offers: /Use the path of a JavaScript file/,
    },
    {
      beside: { source: 'own', language: 'go' },
      values: ['..', './..', './a/../b', 'cmd', './a b', './$(id)', '-x'],
      offers: /Use the folder of its package main/,
    },
    {
      beside: { source: 'own', language: 'python' },
      values: ['app.main:app', 'gunicorn', 'gunicorn a:b c', 'uvicorn a:b;id', '-m a b', '../x.py'],
      offers: /Use uvicorn or gunicorn with an application/,
    },
    {
      beside: { source: 'own', language: 'java' },
      values: ['Main ', 'com/example/Main', 'com.example.', "a'b"],
      offers: /or a main class/,
    },
    {
      beside: { source: 'own', language: 'rust' },
      values: ['a b', '--bin', 'a/b', '$(id)'],
      offers: /Use the name of the program/,
    },
    {
      beside: { source: 'own', language: 'cpp' },
      values: ['a b', '--target', 'a/b', '$(id)'],
      offers: /Use the name of a target/,
    },
  ],
  arguments: [
    {
      beside: program,
      values: ['', 'a\nb', '\u202e', ['a', 7], 7, [['a']]],
      offers: /Use one line of 1 to 200 printable characters/,
    },
  ],
  build: [
    {
      beside: program,
      values: [' ', 'a b', 'a;b', '$(id)', 'x'.repeat(61), 7],
      offers: /Use the name of a script/,
    },
    { beside: { source: 'own' }, values: ['build'], offers: /doesn't apply/ },
  ],
  include: [{ beside: program, values: wrongPaths, offers: /Use a path below the project/ }],
  assets: [{ beside: program, values: wrongPaths, offers: /Use a path below the project/ }],
  scripts: [
    {
      beside: program,
      values: ['', 'A', 'a b', '../x', '@acme', 'a;b', ['a', 1]],
      offers: /Use the name of an npm package/,
    },
  ],
  probe: [
    {
      beside: program,
      values: ['', 'healthz', '/a b', '/a"b', '/$(id)', '/?x', '/ü', `/${'a'.repeat(101)}`],
      offers: /Use a path such as \/healthz/,
    },
    { beside: { ...program, kind: 'worker' }, values: ['/x'], offers: /doesn't apply/ },
  ],
  memory: [
    {
      beside: program,
      values: [0, 15, 65537, '1g', '', 32.5, null],
      offers: /Use a whole number from 16 to 65536/,
    },
    { values: [256], offers: /doesn't apply/ },
  ],
};
