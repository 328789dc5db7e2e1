import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newShop } from '../src/shop.ts';

test('the shop resizes an image', async (context) => {
  const shop = await newShop(new Map());
  context.after(() => shop.close());
  const { body } = await shop.inject('/native');
  assert.equal(body, '{"format":"png","width":80,"height":60}');
});
