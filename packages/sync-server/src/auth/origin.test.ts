/** Pages that may talk to the server. */
import { describe, expect, test } from 'vitest';
import { normalizeOrigin, refuseOrigin } from './origin.ts';

const none = { allowedOrigins: [] };

describe('refuseOrigin', () => {
  test('[P7] a request without Origin comes from no browser and passes', () => {
    expect(refuseOrigin({ origin: null, host: 'localhost:1234' }, none)).toBeNull();
  });

  test.each([
    ['http://localhost:1234', 'localhost:1234'],
    ['http://127.0.0.1:1234', '127.0.0.1:1234'],
    ['http://[::1]:1234', '[::1]:1234'],
    ['http://notes.example', 'notes.example'],
    ['http://notes.example', 'Notes.Example:80'],
  ])('[P7] %s is our own where the Host is %s', (origin, host) => {
    expect(refuseOrigin({ origin, host }, none)).toBeNull();
  });

  test.each([
    ['http://evil.example', 'localhost:1234'],
    ['http://localhost:4321', 'localhost:1234'],
    ['https://localhost:1234', 'localhost:1234'],
    ['http://localhost:1234.evil.example', 'localhost:1234'],
    ['null', 'localhost:1234'],
    ['file://', 'localhost:1234'],
    ['', 'localhost:1234'],
    ['http://localhost:1234', null],
    ['http://localhost:1234/path', 'localhost:1234'],
  ])('[P7] %j is foreign where the Host is %j', (origin, host) => {
    expect(refuseOrigin({ origin, host }, none)).toMatch(/may not talk to this server/);
  });

  test('[P7] an allowed origin passes whatever the Host, as it is and not as a prefix', () => {
    const allowed = { allowedOrigins: ['https://notes.example'] };
    expect(refuseOrigin({ origin: 'https://notes.example', host: '127.0.0.1:1234' }, allowed)).toBeNull();
    expect(refuseOrigin({ origin: 'http://notes.example', host: '127.0.0.1:1234' }, allowed)).not.toBeNull();
    expect(refuseOrigin({ origin: 'https://notes.example.evil.example', host: '127.0.0.1:1234' }, allowed)).not.toBeNull();
  });
});

test('normalizeOrigin spells as browsers do, and takes origins only', () => {
  expect(normalizeOrigin('HTTPS://Notes.Example:443/')).toBe('https://notes.example');
  expect(normalizeOrigin('http://a.example:8080')).toBe('http://a.example:8080');
  for (const text of ['*', 'notes.example', 'ftp://a.example', 'http://a.example/x', 'http://u@a.example', 'http://a.example?x']) {
    expect(normalizeOrigin(text)).toBeNull();
  }
});
