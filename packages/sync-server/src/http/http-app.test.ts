/** What every request passes, and how everything that goes wrong is answered. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { PersistenceError } from '@scriptorium/persistence';
import { afterEach, describe, expect, test } from 'vitest';
import type { Feature } from '../features/feature.ts';
import { openHttpScene, type HttpScene, type HttpSceneOptions } from '../testing/http-scene.ts';

/** Before any listener was made. */
const globalsBefore = [globalThis.Request, globalThis.Response];

let scene: HttpScene | undefined;

async function open(options: HttpSceneOptions = {}): Promise<HttpScene> {
  scene = await openHttpScene(options);
  return scene;
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

/** Routes that do what a test wants. */
const testing: Feature = {
  name: 'testing',
  install: ({ routes }) => {
    routes.get('/api/ok', (c) => c.json({ identity: c.get('identity').kind, isLocal: c.get('isLocal') }));
    routes.post('/api/ok', (c) => c.json({}));
    routes.get('/api/bug', () => {
      throw new TypeError('secret detail');
    });
    routes.get('/api/damaged', () => {
      throw new PersistenceError('document-damaged', 'The document "a" is damaged.');
    });
    routes.get('/api/closed', () => {
      throw new PersistenceError('closed', 'The store is closed.');
    });
  },
};

describe('headers that bind the browser', () => {
  test.each(['/', '/nothing', '/api/ok', '/api/bug', '/api/nothing'])('%s has them, whatever its status', async (path) => {
    const { headers } = await (await open({ features: [testing] })).send(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]));
    expect(String(headers['content-security-policy'])).not.toContain('unsafe');
  });

  test('a request that is refused at the door has them too', async () => {
    const answer = await (await open()).send('/', { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(403);
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});

describe('the doors', () => {
  test('[P7] a foreign Host is refused on every path, a foreign Origin on what may change something', async () => {
    const { send } = await open({ features: [testing] });
    const foreign = { origin: 'http://evil.example' };
    expect((await send('/healthz', { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await send('/api/ok', { method: 'POST', headers: foreign })).status).toBe(403);
    expect((await send('/api/ok', { headers: foreign })).status).toBe(200);
    expect((await send('/api/ok', { method: 'POST' })).status).toBe(200);
  });

  test('[P7] our own Origin passes, and so does an allowed one', async () => {
    const { send, port } = await open({ features: [testing], config: { allowedOrigins: ['https://notes.example'] } });
    for (const origin of [`http://127.0.0.1:${port}`, 'https://notes.example']) {
      expect((await send('/api/ok', { method: 'POST', headers: { origin } })).status).toBe(200);
    }
    expect((await send('/api/ok', { method: 'POST', headers: { origin: `http://localhost:${port}` } })).status).toBe(403);
  });

  test('every request has an identity before its route sees it', async () => {
    const { send } = await open({ features: [testing] });
    expect((await send('/api/ok')).json()).toEqual({ identity: 'anonymous', isLocal: true });
  });

  test('who is not identified is answered 401, and no route runs', async () => {
    const tokens: (string | null)[] = [];
    const { send } = await open({
      features: [testing],
      authenticate: async ({ token }) => {
        tokens.push(token);
        return { kind: 'refused', reason: 'The token has expired; sign in again.' };
      },
    });
    const answer = await send('/api/ok', { headers: { authorization: 'Bearer abc' } });
    expect(answer.status).toBe(401);
    expect(answer.json()).toMatchObject({ detail: 'The token has expired; sign in again.' });
    await send('/api/ok', { headers: { authorization: 'Basic abc' } });
    expect(tokens).toEqual(['abc', null]);
  });

  test.each(['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])('a request with %s was passed on, and is not local', async (name) => {
    const { send } = await open({ features: [testing] });
    expect((await send('/api/ok', { headers: { [name]: '203.0.113.1' } })).json()).toMatchObject({ isLocal: false });
  });
});

describe('what goes wrong', () => {
  test.each([
    ['/api/nothing', 404, 'Not Found', /GET \/api\/nothing/],
    ['/api/damaged', 500, 'Internal Server Error', /is damaged/],
    ['/api/closed', 503, 'Service Unavailable', /is closed/],
  ])('%s is %i as problem+json, with a sentence', async (path, status, title, detail) => {
    const answer = await (await open({ features: [testing] })).send(path, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toEqual({ type: 'about:blank', title, status, detail: expect.stringMatching(detail) });
  });

  test('a bug is 500 without its detail, and counted', async () => {
    const { send, metrics } = await open({ features: [testing] });
    const answer = await send('/api/bug');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret detail');
    expect(await metrics.registry.metrics()).toContain('scriptorium_failures_total{kind="http"} 1');
  });

  test('a method that a path does not have is 405, and says which it has', async () => {
    const { send } = await open({ features: [testing] });
    const answer = await send('/api/ok', { method: 'DELETE' });
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('GET, HEAD, POST');
    expect((await send('/', { method: 'POST' })).status).toBe(405);
    expect((await send('/api/nothing', { method: 'DELETE' })).status).toBe(404);
  });

  test('a Host that is none is 400 as problem+json, not a stack', async () => {
    const answer = await (await open({ config: { host: '0.0.0.0', auth: 'open' } })).send('/', { headers: { host: 'a<b' } });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });
});

describe('the listener', () => {
  test('a port in use is an error with its code', async () => {
    const { port } = await open();
    const { createHttpListener } = await import('./http-listener.ts');
    const { createHttpApp } = await import('./http-app.ts');
    const { createSilentLogger } = await import('../logger.ts');
    const logger = createSilentLogger();
    const app = createHttpApp({
      door: { host: '127.0.0.1', allowedOrigins: [] },
      authenticate: async () => ({ kind: 'refused', reason: '' }),
      page: null,
      logger,
      metrics: { failure: () => {} },
    });
    const other = createHttpListener({ app, logger });
    await expect(other.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE', syscall: 'listen' });
    await other.close();
  });

  test('the Request and Response of the process are left alone', async () => {
    await open();
    expect([globalThis.Request, globalThis.Response]).toEqual(globalsBefore);
  });

  test('IPv6 stands in brackets', async () => {
    const { urlOf } = await import('./http-listener.ts');
    expect(urlOf('::1', 1234)).toBe('http://[::1]:1234');
    expect(urlOf('localhost', 80)).toBe('http://localhost:80');
  });

  test('closing ends even with a connection that says nothing, and may be asked for twice', async () => {
    const { port, close } = await open();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
    const gone = once(socket, 'close');
    socket.on('error', () => {});
    await Promise.all([close(), close()]);
    await gone;
  });
});
