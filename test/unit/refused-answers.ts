import type { FieldName } from '../../src/answers/fields.ts';
import { refusedOfPrograms } from './refused-programs.ts';
import { noText, type RefusedAnswers } from './refused-values.ts';

/** Values that are rejected from every source. */
export const refusedAnswers: Partial<Record<FieldName, readonly RefusedAnswers[]>> = {
  name: [
    {
      values: [
        ...['', ' ', 'a b', 'a\nb', 'a\n', '\na', 'a"b', "a'b", 'a`id`', '$(id)', 'a$(id)', 'a;b'],
        ...[
          '../x',
          'a/b',
          '/a',
          '.',
          '..',
          'a.b',
          'a_b',
          'a'.repeat(64),
          'My-service',
          'ALL',
          'a-',
        ],
        ...['-a', '--force', '1a', 'größe', 'naïve', 'а', 'a\u0000', 'a\u2028b', 'a:b', 'a\\', 7],
        ...noText,
      ],
      offers: /Use at most 63 lower-case letters, digits and dashes, a letter first/,
    },
  ],
  description: [
    {
      values: [
        '',
        ' ',
        ' a',
        'a ',
        'a\nb',
        'a\tb',
        'a\rb',
        '\u0000',
        'a'.repeat(201),
        '\u202ea',
        1,
      ],
      offers: /Use one line of 1 to 200 printable characters/,
    },
    { values: noText, offers: /Use one line/ },
  ],
  allowEol: [
    {
      values: ['', 'true', 'yes', 1, 0, null, {}, []],
      offers: /takes no value\. Pass it alone or leave it out/,
    },
  ],
  language: [
    { values: ['', 'Go', 'golang', 'go ', 'cobol', 'constructor', ...noText], offers: /Use go/ },
  ],
  languageVersion: [
    {
      values: ['', '1', '1.28', '1.27.1', 'latest', '1.27\n', '1.27 ', 1.3, ...noText],
      offers: /Use 1\.27(,| or) 1\.26/,
    },
  ],
  kind: [{ values: ['', 'HTTP', 'web', 'toString', ...noText], offers: /Use http or worker/ }],
  port: [
    {
      values: [
        ...[80, 0, 1024, 65536, 70000, -8080, 8080.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21],
        ...[
          'http',
          '',
          ' 8080',
          '8080 ',
          '8080\n',
          '1e4',
          '0x2000',
          '8080.0',
          '+8080',
          '-1',
          '٨٠٨٠',
        ],
        ...[null, true, {}, [], [8080], ['8080'], '8080;id', '99999999999999999999'],
      ],
      offers: /Use a whole number from 1025 to 65535/,
    },
  ],
  base: [
    {
      values: ['', 'latest', 'alpine:', 'alpine:3.24', 'Alpine', 'ubuntu', 'golang', ...noText],
      offers: /Use scratch, distroless, alpine or debian/,
    },
  ],
  baseVersion: [
    {
      beside: { base: 'alpine' },
      values: [
        '',
        ':',
        'alpine:',
        '3.24@sha256:0',
        '3.24 ',
        '3.24\nRUN id',
        '-3',
        '.3',
        'a b',
        '$(id)',
      ],
      offers: /Use 3\.24, 3\.23(,| or) 3\.22/,
    },
    { beside: { base: 'alpine' }, values: ['a'.repeat(129), ...noText], offers: /Use 3\.24/ },
    {
      beside: { base: 'alpine' },
      values: ['latest', 'LATEST', 'latest-3'],
      offers: /Use 3\.24, 3\.23(,| or) 3\.22/,
    },
    // The check of pinned-base, which is part of every project, would fail on these.
    { beside: { base: 'debian' }, values: ['bookworm-slim', 'stable'], offers: /names no version/ },
    { beside: { base: 'alpine' }, values: ['edge'], offers: /names no version, .*\. Use 3\.24, / },
    // A tag of distroless says nothing of the version: latest runs as root.
    { beside: { base: 'distroless' }, values: ['latest'], offers: /Use debian13/ },
    { beside: { base: 'distroless' }, values: ['nonroot', 'debug', '13'], offers: /Use debian13/ },
  ],
  module: [
    {
      values: [
        ...['', 'x', 'example.com', 'example.com/', '/x', 'https://example.com/x', 'Example.com/x'],
        ...['example.com/a b', 'example.com/a\nb', 'example.com/.x', 'example.com/x.', 'a..b/c'],
        ...['example.com//x', 'example.com/$(id)', 'example.com/"', `a.b/${'c'.repeat(200)}`],
        // What Go itself refuses, as Windows has no such files.
        ...['example.com/con', 'example.com/aux.v2/x', 'example.com/LPT1', 'example.com/x~1'],
        ...noText,
      ],
      offers: /Use a path as example\.com\/team\/service/,
    },
  ],
  registry: [{ values: noRegistry(), offers: /Use a registry such as ghcr\.io\/acme/ }],
  mirror: [{ values: noRegistry(), offers: /Use a registry such as mirror\.example\/hub/ }],
  preset: [{ values: ['', 'Strict', 'none', ...noText], offers: /Use strict, tutorial or custom/ }],
  with: [
    { values: ['noshell', 'seccomp,x', ['seccomp', null], [['seccomp']]], offers: /pinned-base, / },
    { values: [null, true, 7, {}], offers: /Separate names with commas/ },
  ],
  waiver: [
    {
      values: [
        ...[
          '',
          'seccomp',
          'seccomp=',
          '=x',
          'Seccomp=x',
          'seccomp=a\nb',
          'seccomp=a|b',
          'seccomp= a',
        ],
        ...['seccomp=a ', 'seccomp=a ; until 2027-01-01', `seccomp=${'a'.repeat(201)}`],
        // An invalid date must not become a part of the reason, which would make the waiver unbounded.
        ...[
          'seccomp=a; until 2027-13-01',
          'seccomp=a; until tomorrow',
          'seccomp=a; until 27-01-01',
        ],
        ...[null, true, 7, {}, ['seccomp=x', ''], [['seccomp=x']]],
      ],
      offers: /Use ID=REASON or "ID=REASON; until YYYY-MM-DD/,
    },
  ],
  extras: [
    { values: ['tours', 'docker', ['x']], offers: /Use tour/ },
    { values: [null, true, 7, {}], offers: /Separate names with commas/ },
  ],
  data: [
    {
      values: [
        ...['data', './data', '/', '//', '/data/', '//data', '/a//b', ' /data', '/data ', '/da ta'],
        ...['/data/..', '/../etc', '/data/./x', '/.data', '/a:b', '/a,b', '/$(id)', '/${PORT}'],
        ...['/data\n', '/"', "/'", '/-data', '/größe', `/${'a'.repeat(100)}`, ...noText],
        // What the system, a toolchain or the program has there, or lays over.
        ...['/app', '/app/x', '/bin', '/boot', '/dev/shm', '/etc/x', '/lib', '/lib64/x', '/proc'],
        ...[
          '/root',
          '/run/x',
          '/sbin',
          '/sys',
          '/tmp',
          '/tmp/x',
          '/usr/local/data',
          '/opt',
          '/home',
        ],
        ...['/var', '/var/tmp', '/var/lib', '/var/lib/dpkg', '/var/lib/apk/db', '/var/cache/x'],
      ],
      offers: /Use an absolute path such as \/data or \/var\/lib\/orders outside of system/,
    },
  ],
  ...refusedOfPrograms,
};

function noRegistry(): readonly unknown[] {
  return [
    ...['acme', 'docker', 'ghcr.io/', 'ghcr.io/Acme', 'https://ghcr.io', 'ghcr.io//a', '/ghcr.io'],
    ...[
      'ghcr.io:',
      'ghcr.io:x',
      'a b.io',
      'ghcr.io\nx',
      '-x:5000',
      '-x.io',
      '.io',
      'x.io/-a',
      'x.io/a-',
    ],
    ...['ghcr.io/$(id)', 'ghcr.io/a:b', 'ghcr.io/a@b', `ghcr.io/${'a'.repeat(200)}`, ...noText],
  ];
}
