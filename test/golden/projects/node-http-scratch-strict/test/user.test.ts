import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { test } from 'node:test';
import { currentUser } from '../src/user.ts';

const uid = String(process.geteuid?.());

test('the user has the name that the system knows it by', () => {
  assert.deepEqual(currentUser(), { name: userInfo().username, uid });
});

test('a user without a name goes by its number', () => {
  const nameless = () => {
    throw new Error('no entry');
  };
  assert.deepEqual(currentUser(nameless), { name: uid, uid });
});
