import { describe, expect, test } from 'vitest';
import { EditorError } from './editor-error.ts';
import { readServerUrl, readToken } from './server-address.ts';

describe('the address of a server', () => {
  test.each([
    ['https://notes.example', 'https://notes.example', 'wss://notes.example'],
    ['http://localhost:1234/', 'http://localhost:1234', 'ws://localhost:1234'],
    ['wss://notes.example/ws', 'https://notes.example', 'wss://notes.example'],
    ['ws://127.0.0.1:8080/ws/', 'http://127.0.0.1:8080', 'ws://127.0.0.1:8080'],
    ['https://example.org/notes/', 'https://example.org/notes', 'wss://example.org/notes'],
  ])('%s is one', (url, http, ws) => {
    expect(readServerUrl(url)).toEqual({ http, ws });
  });

  test.each(['', 'notes', '//notes.example', 'ftp://notes.example', 'javascript:alert(1)', 'https://', 'https://a:b@notes.example', 'https://notes.example/?token=x', 'https://notes.example/#a'])(
    '%j is none, and the error says what to give',
    (url) => {
      expect(() => readServerUrl(url)).toThrow(EditorError);
      expect(() => readServerUrl(url)).toThrow(/give/);
    },
  );
});

test('[P8] a token travels as a sub-protocol, and one that can not is refused without being repeated', () => {
  expect(readToken('eyJhbGciOi.eyJzdWIi.c2ln-_')).toBe('eyJhbGciOi.eyJzdWIi.c2ln-_');
  for (const none of [null, undefined, '']) expect(readToken(none)).toBeNull();
  for (const bad of ['a b', 'a,b', 'secret==', 'a/b', 'ü']) {
    expect(() => readToken(bad)).toThrow(EditorError);
    expect(() => readToken(bad)).not.toThrow(bad);
  }
});
