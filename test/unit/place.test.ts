import assert from 'node:assert/strict';
import { placeOf } from '../../src/answers/place.ts';

describe('what is typed for a service', () => {
  for (const [typed, path, name] of [
    ['pay', 'pay', 'pay'],
    ['./pay', 'pay', 'pay'],
    ['pay/', 'pay', 'pay'],
    ['services/pay', 'services/pay', 'pay'],
    ['./services//pay/', 'services/pay', 'pay'],
    ['Teams_1/a.b/pay-2', 'Teams_1/a.b/pay-2', 'pay-2'],
    ['.', '', undefined],
    ['./', '', undefined],
    ['././', '', undefined],
  ] as const)
    it(`${typed} is a folder and a name`, () => {
      assert.deepEqual(placeOf(typed), { path, name });
    });

  for (const typed of [
    '',
    '/',
    '..',
    '../pay',
    'services/../pay',
    'services/./../../pay',
    'services/..',
    '/tmp/pay',
    '//pay',
    '~/pay',
    '.git/pay',
    'services/.hidden/pay',
    '-rf/pay',
    'services/Pay',
    'services/pay\n',
    'ser\nvices/pay',
    'ser vices/pay',
    '$(id)/pay',
    '`id`/pay',
    'a;b/pay',
    "a'b/pay",
    'services\\pay',
    'größe/pay',
    'a\u202eb/pay',
    `${'a'.repeat(101)}/pay`,
    `${'a/'.repeat(20)}pay`,
    true,
    ['pay'],
  ])
    it(`${JSON.stringify(typed).slice(0, 40)} leads nowhere and isn't a name`, () => {
      assert.deepEqual(placeOf(typed), { path: undefined, name: typed });
    });
});
