/** Loopback, and who a loopback server answers to. */
import { describe, expect, test } from 'vitest';
import { AuthError } from './auth-error.ts';
import { assertMayListen, isLoopback, refuseHost } from './host.ts';

describe('isLoopback', () => {
  test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.8.9.10', '::1', '[::1]', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  test.each(['0.0.0.0', '::', '192.168.1.2', '127.0.0.1.evil.example', '127.1', '127.0.0.256', 'localhost.evil.example', '::ffff:10.0.0.1', ''])(
    '%s is not this machine alone',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});

describe('assertMayListen', () => {
  test('loopback needs nothing to be said', () => {
    expect(() => assertMayListen({ host: '127.0.0.1', auth: null })).not.toThrow();
  });

  test('any other address is refused until open mode is asked for, with what to do', () => {
    const listening = (): void => assertMayListen({ host: '0.0.0.0', auth: null });
    expect(listening).toThrow(AuthError);
    expect(listening).toThrow(/On 0\.0\.0\.0 .*--auth open/);
    expect(() => assertMayListen({ host: '0.0.0.0', auth: 'open' })).not.toThrow();
  });
});

describe('refuseHost', () => {
  const loopback = { host: '127.0.0.1', allowedOrigins: [] };

  test.each(['localhost', 'localhost:1234', '127.0.0.1:1234', '[::1]:1234', '[::1]', 'notes.localhost:80', 'LocalHost:1234'])(
    '[P7] a loopback server answers to %s',
    (host) => {
      expect(refuseHost(host, loopback)).toBeNull();
    },
  );

  test.each(['evil.example', 'evil.example:1234', '127.0.0.1.evil.example', 'localhost.evil.example', 'evillocalhost', '::1', '', '10.0.0.1'])(
    '[P7] a loopback server does not answer to %j, which may resolve to it',
    (host) => {
      expect(refuseHost(host, loopback)).toMatch(/answers to localhost/);
    },
  );

  test('[P7] a request without Host is refused on loopback', () => {
    expect(refuseHost(null, loopback)).toMatch(/no Host/);
  });

  test('[P7] a proxy in front of a loopback server may keep the name of an allowed origin, port included', () => {
    const behindProxy = { host: '127.0.0.1', allowedOrigins: ['https://notes.example', 'http://lan.example:8080'] };
    expect(refuseHost('notes.example', behindProxy)).toBeNull();
    expect(refuseHost('lan.example:8080', behindProxy)).toBeNull();
    expect(refuseHost('lan.example', behindProxy)).not.toBeNull();
    expect(refuseHost('other.example', behindProxy)).not.toBeNull();
  });

  test('[P7] elsewhere any name will do: which names lead there is not known', () => {
    expect(refuseHost('notes.example', { host: '0.0.0.0', allowedOrigins: [] })).toBeNull();
  });
});
