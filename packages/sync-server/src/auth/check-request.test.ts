/** What is checked on which request. */
import { expect, test } from 'vitest';
import { checkRequest, checkUpgrade } from './check-request.ts';

const door = { host: '127.0.0.1', allowedOrigins: [] };
const foreign = { host: 'localhost:1234', origin: 'http://evil.example' };

test('[P7] a foreign page can not open a socket', () => {
  expect(checkUpgrade(foreign, door)).toMatchObject({ status: 403 });
  expect(checkUpgrade({ host: 'localhost:1234', origin: 'http://localhost:1234' }, door)).toBeNull();
  expect(checkUpgrade({ host: 'localhost:1234' }, door)).toBeNull();
});

test('[P7] a foreign page can not change anything, by whatever method', () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE']) {
    expect(checkRequest({ method, headers: foreign }, door)).toMatchObject({ status: 403 });
  }
  for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(checkRequest({ method, headers: foreign }, door)).toBeNull();
});

test('[P7] the Host is checked on every request, reading or not', () => {
  for (const method of ['GET', 'POST']) {
    expect(checkRequest({ method, headers: { host: 'evil.example' } }, door)).toMatchObject({ status: 403 });
  }
  expect(checkUpgrade({ host: 'evil.example' }, door)).toMatchObject({ status: 403 });
});
