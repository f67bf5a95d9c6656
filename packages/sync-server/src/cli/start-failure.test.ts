/** What the server says when it can't start. */
import { PersistenceError } from '@scriptorium/persistence';
import { expect, test } from 'vitest';
import { AuthError } from '../auth/auth-error.ts';
import { describeStartFailure } from './start-failure.ts';

const config = { host: '127.0.0.1', port: 1234 };

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
}

test.each([
  ['EADDRINUSE', 'listen', /^Port 1234 on 127\.0\.0\.1 is in use; .*--port or SCRIPTORIUM_PORT/],
  ['EADDRNOTAVAIL', 'listen', /^The address 127\.0\.0\.1 is none of this machine; .*--host/],
  ['EACCES', 'listen', /^Port 1234 on 127\.0\.0\.1 may not be used by this user; .*1023/],
  ['ENOTFOUND', 'getaddrinfo', /^The host 127\.0\.0\.1 has no address that is known here; .*--host/],
])('%s is one sentence: what, which, and what to do', (code, syscall, sentence) => {
  expect(describeStartFailure(systemError(code, syscall), config)).toEqual({ sentence: expect.stringMatching(sentence), isExpected: true });
});

test('errors of the store and of the doors speak for themselves', () => {
  for (const error of [new PersistenceError('locked', 'It is locked.'), new AuthError('open-to-network', 'It is open.')]) {
    expect(describeStartFailure(error, config)).toEqual({ sentence: error.message, isExpected: true });
  }
});

test('a code of the file system is not taken for one of the listener', () => {
  expect(describeStartFailure(systemError('EACCES', 'mkdir'), config)).toMatchObject({ isExpected: false });
});

test('anything else is called a fault of the server, and its stack is wanted', () => {
  expect(describeStartFailure(new TypeError('x is undefined'), config)).toEqual({
    sentence: expect.stringContaining('x is undefined'),
    isExpected: false,
  });
  expect(describeStartFailure('nonsense', config)).toMatchObject({ isExpected: false });
});
