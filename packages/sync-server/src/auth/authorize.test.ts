/** The table, and the two doors in open mode. */
import { expect, test } from 'vitest';
import { authenticate } from './authenticate.ts';
import { authorize, type Action } from './authorize.ts';
import { anonymous, identityKey, type Identity } from './identity.ts';

test('in open mode everyone is anonymous, with or without a token', async () => {
  for (const token of [null, 'anything']) {
    expect(await authenticate({ token }, { mode: 'open' })).toEqual({ kind: 'identified', identity: anonymous });
  }
  expect(identityKey(anonymous)).toBeNull();
});

test('in open mode anonymous may do everything that there is to do', () => {
  const actions: Action[] = ['read', 'write', 'awareness', 'create', 'rename', 'delete', 'list'];
  for (const action of actions) expect(authorize(anonymous, 'a', action)).toEqual({ allowed: true });
});

test('the last row says no, with a reason: to an action and to an identity that no row names', () => {
  expect(authorize(anonymous, 'a', 'purge' as Action)).toMatchObject({ allowed: false, reason: expect.stringMatching(/not allowed/) });
  expect(authorize({ kind: 'robot' } as unknown as Identity, 'a', 'read')).toMatchObject({ allowed: false });
});
